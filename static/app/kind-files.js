/** The kinds' own files, for pages that are no live screen: each is fetched when it is first asked for. */

/**
 * Return what gives a kind's file by name; nothing while it is on its way.
 *
 * @param {() => void} redraw Once a file has come.
 * @returns {(name: string) => any}
 */
export function kindFiles(redraw) {
  /** @type {Map<string, any>} */
  const files = new Map();
  return (name) => {
    if (!files.has(name) && /^[a-z]+$/.test(name)) {
      files.set(name, undefined);
      import(`../activities/${name}.js`).then(
        (file) => {
          files.set(name, file);
          redraw();
        },
        // Asked for again at a later drawing.
        () => files.delete(name),
      );
    }
    return files.get(name);
  };
}
