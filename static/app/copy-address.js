/** An address that is taken along: copied where the browser allows it, else selected so that one key does. */

/**
 * Copy the address of a field, or select it; return whether it was copied.
 *
 * @param {HTMLInputElement} field
 */
export async function copyAddress(field) {
  try {
    // Only a secure context has a clipboard, and even there it may be forbidden.
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus();
    field.select();
    return false;
  }
}
