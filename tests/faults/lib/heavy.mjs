// Sends one file with the product's own module: node heavy.mjs '{"path", "endpoint", "cookie", "token"}'.
// Prints {"part"} now and then, {"waits"} when it was cut, and last {"answer"} or {"refused"}.
import { closeSync, openSync, readSync, statSync } from "node:fs";

import { sendInPieces } from "../../../static/js/desk/in-pieces.js";

const { path, endpoint, cookie, token } = JSON.parse(process.argv[2]);
const say = (facts) => process.stdout.write(`${JSON.stringify(facts)}\n`);
const file = { name: "Bản vẽ.pdf", size: statSync(path).size, lastModified: 0 };

/** The file as pieces in memory, so that each has its sum. */
const fileReader = {
  async openFile() {
    const handle = openSync(path);
    return {
      size: file.size,
      async slice(start, end) {
        const value = Buffer.alloc(Math.min(end, file.size) - start);
        readSync(handle, value, 0, value.length, start);
        value.size = value.length; // what tus looks at, as of a Blob
        return { value, done: start + value.length >= file.size };
      },
      close: () => closeSync(handle),
    };
  },
};

const upload = sendInPieces(file, {
  endpoint,
  headers: () => ({ Cookie: cookie, "X-CSRFToken": token }),
  waits: (part) => say({ waits: part }),
  checks: () => say({ checks: true }),
  more: { fileReader, uploadSize: file.size },
});
upload.done.then((answer) => say({ answer }), (failure) => say({ refused: failure.message })).finally(() => process.exit(0));
