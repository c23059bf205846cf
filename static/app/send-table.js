/** Sends a file with an agenda to be read; a spreadsheet is read on the server. */

/** @typedef {{rows: import("./planner-table.js").TableRow[], unread: import("./planner-table.js").Unread[], starts: number, text: string}} Read */

/**
 * @param {string} path
 * @param {File} file
 * @returns {Promise<Read>}
 * @throws {Error} If it could not be read.
 */
export async function sendTable(path, file) {
  const response = await fetch(path, {
    method: "PUT",
    body: file,
    headers: { "X-Facilitator": "1", "Content-Type": file.type || "application/octet-stream" },
  });
  if (!response.ok) throw new Error(`expected an answer from ${path}, got ${response.status}`);
  return response.json();
}
