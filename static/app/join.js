/**
 * Joining by a QR or a one-time link: the secret stands in the fragment, which no server log and no Referer sees.
 *
 * The code page sends it at once. Pairing waits for a tap, so that a scanned link does nothing by itself.
 */

const secret = location.hash.slice(1);
const token = /** @type {HTMLInputElement | null} */ (document.getElementById("token"));

if (token && /^[A-Za-z0-9_-]{22}$/.test(secret)) {
  token.value = secret;
  // Not left in the history of a borrowed phone.
  history.replaceState(null, "", location.pathname);
  const form = /** @type {HTMLFormElement} */ (token.form);
  if (form.id === "join") {
    document.getElementById("joining")?.removeAttribute("hidden");
    form.submit();
  }
}
