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
 * Opens a document by address; large files are read by ranges.
 * @param {string} url
 */
export async function openPdf(url) {
  const { library, base } = await pdfjs();
  const task = library.getDocument({
    url,
    withCredentials: true,
    cMapUrl: `${base}cmaps/`,
    standardFontDataUrl: `${base}standard_fonts/`,
    wasmUrl: `${base}wasm/`,
    iccUrl: `${base}iccs/`,
    isEvalSupported: false,
    enableXfa: false,
  });
  return { library, task, pdf: await task.promise };
}
