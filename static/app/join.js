/**
 * Joining by a QR or a one-time link: the secret stands in the fragment, which no server log and no Referer sees.
 *
 * The code page sends it at once. Pairing waits for a tap, so that a scanned link does nothing by itself.
 */

join();
// A link to the page that is open already changes nothing but the fragment.
addEventListener("hashchange", join);

/** Take the secret from the address, if there is one. */
function join() {
  const secret = location.hash.slice(1);
  const token = /** @type {HTMLInputElement | null} */ (document.getElementById("token"));
  if (!token || !/^[A-Za-z0-9_-]{22}$/.test(secret)) return;
  token.value = secret;
  // Not left in the history of a borrowed phone.
  history.replaceState(null, "", location.pathname);
  const form = /** @type {HTMLFormElement} */ (token.form);
  if (form.id !== "join") return;
  document.getElementById("joining")?.removeAttribute("hidden");
  form.submit();
}
