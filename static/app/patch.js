/**
 * JSON Merge Patch, as frames carry it: the difference between two versions of a view.
 *
 * Source: RFC 7396.
 */

/** A patch that must not be applied; whoever sees one asks for the full view. */
export class PatchError extends Error {}

/**
 * Return *view* changed by *patch*. Neither is modified.
 *
 * A part that the patch leaves as it was is the same object in the result, so that a drawing may be skipped by
 * comparing identity; if nothing changed at all, *view* itself comes back.
 *
 * @param {unknown} view
 * @param {unknown} patch
 * @returns {any}
 * @throws {PatchError} If a key is `__proto__`: no view has one, and setting it would change what objects are.
 */
export function apply(view, patch) {
  if (!isObject(patch)) return patch;
  const before = isObject(view) ? view : {};
  /** @type {Record<string, unknown> | null} */
  let after = isObject(view) ? null : {};
  for (const key of Object.keys(patch)) {
    if (key === "__proto__") throw new PatchError("a patch has the key __proto__");
    const had = Object.prototype.hasOwnProperty.call(before, key);
    if (patch[key] === null) {
      if (!had) continue;
      after ??= { ...before };
      delete after[key];
      continue;
    }
    const old = had ? before[key] : undefined;
    const now = apply(old, patch[key]);
    if (had && now === old) continue;
    after ??= { ...before };
    after[key] = now;
  }
  return after ?? before;
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
