import { picturesOf } from "./first-view.js";

// From here on a paper is read by ranges, only what is looked at; below, it comes as a whole while one reads.
const HEAVY = 8 * 1024 * 1024;
const PIECE = 128 * 1024;
let loading;

/** pdf.js, fetched once when the first paper opens; the folder is a copy of its legacy build. */
export function pdfjs() {
  loading ??= (async () => {
    const base = new URL(document.documentElement.dataset.pdfjs, location.href).href;
    const library = await import(`${base}pdf.min.mjs`);
    library.GlobalWorkerOptions.workerSrc = `${base}pdf.worker.min.mjs`;
    return { library, base };
  })();
  loading.catch(() => (loading = undefined));
  return loading;
}

/**
 * How long the file is, asked while the library loads; 0 where nobody answers (no network: a kept copy is whole).
 * A paper that leaves the house stamped for its reader is made first: asked again until it is there, `waits` told how
 * far it is; when `waits` answers false, nobody waits any more.
 */
async function lengthOf(url, waits) {
  for (;;) {
    const answer = await fetch(url, { method: "HEAD" }).catch(() => null);
    const again = Number(answer?.headers.get("Retry-After"));
    if (answer?.status !== 409 || !again) return (answer?.ok && Number(answer.headers.get("Content-Length"))) || 0;
    if (waits(...(answer.headers.get("X-Copy-Progress") ?? "").split("/")) === false) throw new Error("nobody waits");
    await new Promise((resolve) => setTimeout(resolve, again * 1000));
  }
}

/**
 * Opens a document by address; a heavy one is read by ranges. The document knows whether it `isHeavy`, where the
 * `pictures` of its pages lie, the `sizes` of its pages without reading them, which of them come in
 * tiles (`tilesOf`), and the page to take the words of each from (`wordsOf`).
 * @param {string} url @param {(done?: string, total?: string) => boolean | void} waits called while it is being made
 */
export async function openPdf(url, waits = () => {}) {
  const pictures = picturesOf(url);
  const [{ library, base }, length, sizes] = await Promise.all([pdfjs(), lengthOf(url, waits), sizesOf(pictures)]);
  const isHeavy = length > HEAVY;
  const task = library.getDocument({
    url,
    withCredentials: true,
    rangeChunkSize: PIECE,
    disableAutoFetch: isHeavy,
    disableStream: isHeavy,
    cMapUrl: `${base}cmaps/`,
    standardFontDataUrl: `${base}standard_fonts/`,
    wasmUrl: `${base}wasm/`,
    iccUrl: `${base}iccs/`,
    isEvalSupported: false,
    enableXfa: false,
  });
  const pdf = await task.promise;
  const tiles = new Map(sizes.filter((one) => one.tiles).map((one) => [one.page, one]));
  const words = new Words(library, pictures, tiles, pdf);
  const destroy = () => Promise.all([task.destroy(), words.destroy()]);
  Object.assign(pdf, { isHeavy, pictures, sizes: isHeavy ? sizes : [], tilesOf: (number) => tiles.get(number)?.tiles, wordsOf: (number) => words.of(number) });
  return { library, task: { destroy }, pdf };
}

/**
 * Pages to take the words of. pdf.js fetches a page's pictures before it gives its words, so of a page that comes in
 * tiles the house has a PDF of its words alone.
 */
class Words {
  constructor(library, folder, tiles, pdf) {
    Object.assign(this, { library, folder, tiles, pdf, tasks: new Map() });
  }

  /** @param {number} number @returns a page of pdf.js, or null for one without words */
  async of(number) {
    const known = this.tiles.get(number);
    if (!known) return this.pdf.getPage(number);
    if (!known.words) return null;
    if (!this.tasks.has(number)) this.tasks.set(number, this.library.getDocument({ url: `${this.folder}${number}/words.pdf`, withCredentials: true, isEvalSupported: false }));
    try {
      return await (await this.tasks.get(number).promise).getPage(1);
    } catch {
      this.tasks.delete(number); // asked again next time: the line may be back
      return null;
    }
  }

  destroy() {
    return Promise.all([...this.tasks.values()].map((task) => task.destroy()));
  }
}

/** Size in points of every page, and the levels of tiles of a huge one, as the house knows them since it prepared them. */
async function sizesOf(pictures) {
  const answer = await fetch(new URL("../contents/", pictures)).catch(() => null);
  return answer?.ok ? ((await answer.json().catch(() => null))?.sizes ?? []) : [];
}
