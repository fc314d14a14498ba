import { DefaultHttpStack, Upload } from "tus-js-client";

const KIB = 1024;
// Of a file cut on its way one piece at most is sent twice: the smaller the file, the smaller the piece.
const PIECES = 256, LEAST = 128 * KIB, MOST = 1024 * KIB;
// A network that comes and goes is waited for: quickly at first, then every 15 seconds for some two hours.
const DELAYS = [300, 1000, 2000, 4000, 8000, ...Array(480).fill(15_000)];
// A network may go without saying so: after so long without a byte the piece is begun again.
const SILENCE = 30_000;
const PASSING = new Set([0, 409, 423, 429, 460]);

/** How much of a file is sent at once. */
export const pieceOf = (size) => Math.min(MOST, Math.max(LEAST, Math.ceil(size / PIECES)));

/**
 * Sends a file in pieces (tus 1.0), goes on where it was cut, also after the page was closed and the same file chosen
 * again; the server's answer about the examined file.
 *
 * @param {any} file a File
 * @param {{endpoint: string, headers?: () => Record<string, string>, tell?: (part: number) => void,
 *   waits?: (part: number) => void, checks?: () => void, storage?: any, silence?: number, more?: object}} options
 *   tell: so much is sent; waits: cut, will go on; checks: all is there; silence: ms; more: options for tus
 * @returns {{done: Promise<any>, drop: () => Promise<void>}}
 */
export function sendInPieces(file, options) {
  const { endpoint, headers = () => ({}), tell = () => {}, waits = () => {}, checks = () => {}, storage, silence = SILENCE, more = {} } = options;
  let part = 0;
  let upload;
  let heardAt = Date.now();
  const again = () => {
    heardAt = Date.now();
    void upload.abort().then(() => upload.start());
  };
  const watch = setInterval(() => {
    if (Date.now() - heardAt < silence) return;
    waits(part);
    again();
  }, 1000);
  const sent = new Promise((resolve, reject) => {
    upload = new Upload(file, {
      endpoint,
      chunkSize: pieceOf(file.size ?? more.uploadSize),
      retryDelays: DELAYS,
      metadata: { filename: file.name ?? "" },
      storeFingerprintForResuming: Boolean(storage),
      removeFingerprintOnSuccess: true,
      ...(storage ? { urlStorage: new Addresses(storage), fingerprint } : {}),
      httpStack: new Checked(),
      onBeforeRequest: (request) => {
        for (const [name, value] of Object.entries({ Accept: "application/json", ...headers() })) request.setHeader(name, value);
      },
      onProgress: (bytes, total) => {
        heardAt = Date.now();
        tell((part = bytes / total));
      },
      onChunkComplete: () => (heardAt = Date.now()),
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        const passes = PASSING.has(status) || status >= 500;
        if (passes) waits(part);
        return passes;
      },
      onSuccess: resolve,
      onError: (error) => reject(new Error(sentenceIn(error))),
      ...more,
    });
    void begin(upload, Boolean(storage));
  });
  globalThis.addEventListener?.("online", again);
  const end = () => {
    clearInterval(watch);
    globalThis.removeEventListener?.("online", again);
  };
  const done = sent.finally(end).then(() => (checks(), finish(`${upload.url}finish/`, headers)));
  const drop = () => (end(), upload.abort(true));
  return { done, drop };
}

async function begin(upload, isKept) {
  const [known] = isKept ? await upload.findPreviousUploads() : [];
  if (known) upload.resumeFromPreviousUpload(known);
  upload.start();
}

/** The refusal the server wrote; "" when it never answered. */
function sentenceIn(error) {
  try {
    return JSON.parse(error.originalResponse.getBody()).title ?? "";
  } catch {
    return "";
  }
}

/** Asks for the examination until there is an answer: it may take a while, and the network may be gone again. */
async function finish(address, headers) {
  for (let tries = 0; ; tries += 1) {
    const response = await fetch(address, { method: "POST", headers: { Accept: "application/json", ...headers() } }).catch(() => null);
    const answer = await response?.json().catch(() => null);
    if (response?.ok && answer) return answer;
    const passes = !response || response.status === 423 || response.status >= 500;
    if (!passes || response?.status === 503 || tries > 300) throw new Error(answer?.title ?? "");
    await new Promise((resolve) => setTimeout(resolve, DELAYS[Math.min(tries, 3)]));
  }
}

/** Requests that say the SHA-256 of their body, so that a damaged piece is noticed and sent again. */
class Checked {
  constructor() {
    this.plain = new DefaultHttpStack({});
  }

  createRequest(method, url) {
    const request = this.plain.createRequest(method, url);
    const send = request.send.bind(request);
    request.send = async (body = null) => {
      const sum = body && globalThis.crypto?.subtle ? await sha256(body) : "";
      if (sum) request.setHeader("Upload-Checksum", `sha256 ${sum}`);
      return send(body);
    };
    return request;
  }

  getName() {
    return "checked";
  }
}

async function sha256(body) {
  const bytes = body.arrayBuffer ? await body.arrayBuffer() : body;
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))));
}

/** The same file on this computer: name, size and time, as a sum that tells nobody the name. */
async function fingerprint(file, options) {
  const text = new TextEncoder().encode([options.endpoint, file.name, file.size, file.lastModified].join("|"));
  return globalThis.crypto?.subtle ? sha256(text) : `${file.size}-${file.lastModified}`;
}

const PREFIX = "upload:";

/** Where files on their way are sent to, by their sum; nothing about what they are. */
class Addresses {
  constructor(storage) {
    this.storage = storage;
  }

  async findAllUploads() {
    return [];
  }

  async findUploadsByFingerprint(sum) {
    const kept = this.storage.getItem(PREFIX + sum);
    return kept ? [{ ...JSON.parse(kept), urlStorageKey: PREFIX + sum, metadata: {} }] : [];
  }

  async removeUpload(key) {
    this.storage.removeItem(key);
  }

  async addUpload(sum, { uploadUrl, size, creationTime }) {
    this.storage.setItem(PREFIX + sum, JSON.stringify({ uploadUrl, size, creationTime }));
    return PREFIX + sum;
  }
}
