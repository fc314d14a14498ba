// Bundles the browser side into static/dist: `npm run build`, or `npm run watch` while working on it.
//
//   static/js/entry/<name>.js, static/js/<face>.js  ->  static/dist/<name>.js   (one self-contained ES module each)
//   static/css/<name>.css                           ->  static/dist/<name>.css
//   pdf.js (legacy build: tablets below iOS 18.4)   ->  static/dist/pdfjs/
//   Inter for screens, Tinos for papers             ->  static/dist/fonts/
//   the Tabler icons that pages name                ->  static/dist/icons.svg
//
// No code splitting: the manifest storage renames files, and a chunk's import would keep the old name.
import { build, context, transform } from 'esbuild';
import { cp, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const dist = join(root, 'static', 'dist');
const watching = process.argv.includes('--watch');

const found = async (folder, ending) => {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return (await readdir(path)).filter((name) => name.endsWith(ending)).map((name) => join(path, name));
};

const walk = async (folder, endings) => {
  if (!existsSync(folder)) return [];
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => endings.some((ending) => name.endsWith(ending)) && !name.startsWith('dist'))
    .map((name) => join(folder, name));
};

/** The bundles: what a page loads. */
async function bundles() {
  const entries = [
    ...(await found('static/js/entry', '.js')),
    ...(await found('static/js', '.js')),
    ...(await found('static/css', '.css')),
  ];
  const names = entries.map((path) => basename(path));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) throw new Error(`${twice} is an entry in static/js and in static/js/entry: keep one`);
  const options = {
    entryPoints: entries,
    entryNames: '[name]',
    outdir: dist,
    bundle: true,
    format: 'esm',
    target: 'safari15',
    minify: true,
    sourcemap: true,
    legalComments: 'linked',
    // Served from static/dist as they are, loaded when a page needs them.
    external: ['/static/*', '*.woff2', '*.ttf', '*.png', '*.svg'],
    nodePaths: [modules],
    logLevel: 'warning',
  };
  if (entries.length) {
    if (watching) await (await context(options)).watch();
    else await build(options);
  }
  return entries.length;
}

/** pdf.js is copied, not bundled: the worker, the character maps and the wasm parts are fetched by name. */
async function pdfjs() {
  const from = join(modules, 'pdfjs-dist');
  const to = join(dist, 'pdfjs');
  await mkdir(to, { recursive: true });
  await cp(join(from, 'legacy/build/pdf.min.mjs'), join(to, 'pdf.min.mjs'));
  await cp(join(from, 'legacy/build/pdf.worker.min.mjs'), join(to, 'pdf.worker.min.mjs'));
  for (const [name, loader] of [['pdf_viewer.mjs', 'js'], ['pdf_viewer.css', 'css']]) {
    const source = await readFile(join(from, 'legacy/web', name), 'utf8');
    const { code } = await transform(source, { loader, minify: true, target: 'safari15' });
    await writeFile(join(to, name), code);
  }
  await cp(join(from, 'legacy/web/images'), join(to, 'images'), { recursive: true });
  for (const folder of ['cmaps', 'standard_fonts', 'wasm', 'iccs'])
    await cp(join(from, folder), join(to, folder), { recursive: true });
  await cp(join(from, 'LICENSE'), join(to, 'LICENSE'));
}

/** Inter in the three subsets Vietnamese and English need, with a style sheet that names their ranges. */
async function fonts() {
  const to = join(dist, 'fonts');
  await mkdir(to, { recursive: true });
  const inter = join(modules, '@fontsource-variable/inter');
  const sheet = await readFile(join(inter, 'index.css'), 'utf8');
  const faces = [];
  for (const subset of ['vietnamese', 'latin-ext', 'latin']) {
    const file = `inter-${subset}-wght-normal.woff2`;
    await cp(join(inter, 'files', file), join(to, file));
    const face = sheet.split('/* ').find((part) => part.startsWith(`inter-${subset}-wght-normal `));
    if (!face) throw new Error(`Inter has no subset ${subset} any more`);
    faces.push(face.slice(face.indexOf('@font-face')).replace('./files/', ''));
  }
  await writeFile(join(to, 'inter.css'), faces.join('\n'));
  await cp(join(inter, 'LICENSE'), join(to, 'Inter-LICENSE.txt'));
  for (const file of await readdir(join(root, 'layouts/fonts'))) await cp(join(root, 'layouts/fonts', file), join(to, file));
}

/** Tabler's style sheet and behaviour, without the pointers to source maps that are not served. */
async function tabler() {
  const from = join(modules, '@tabler/core/dist');
  for (const [source, name] of [['css/tabler.min.css', 'tabler.min.css'], ['js/tabler.esm.min.js', 'tabler.min.js']]) {
    const text = await readFile(join(from, source), 'utf8');
    await writeFile(join(dist, name), text.replace(/\/[/*][#@] sourceMappingURL=.*$/m, ''));
  }
}

/** One sprite of the icons that templates and modules name: `icons.svg#<name>` or `{% icon "<name>" %}`. */
async function icons() {
  const sources = [
    ...(await walk(join(root, 'templates'), ['.html'])),
    ...(await walk(join(root, 'static/js'), ['.js'])),
    ...(await walk(join(root, 'portal'), ['.py'])),
  ];
  const names = new Set();
  for (const path of sources) {
    const text = await readFile(path, 'utf8');
    for (const match of text.matchAll(/icons\.svg#([a-z0-9-]+)|\{%\s*icon\s+["']([a-z0-9-]+)["']|\bicon\(["'`]([a-z0-9-]+)["'`]|\bicon=["']([a-z0-9-]+)["']/g))
      names.add(match[1] ?? match[2] ?? match[3] ?? match[4]);
  }
  const symbols = [];
  for (const name of [...names].sort()) {
    const kinds = name.endsWith('-filled') ? ['filled'] : ['outline', 'filled'];
    const path = kinds
      .map((kind) => join(modules, '@tabler/icons/icons', kind, `${name.replace(/-filled$/, '')}.svg`))
      .find((candidate) => existsSync(candidate));
    if (!path) throw new Error(`Tabler has no icon "${name}"; the names are in node_modules/@tabler/icons/icons`);
    const svg = await readFile(path, 'utf8');
    const inner = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>')).trim();
    const paint = path.includes('filled') ? 'fill="currentColor"' : 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"';
    symbols.push(`<symbol id="${name}" viewBox="0 0 24 24" ${paint}>${inner.replace(/\s+/g, ' ')}</symbol>`);
  }
  await writeFile(join(dist, 'icons.svg'), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('\n')}</svg>\n`);
  return symbols.length;
}

const started = performance.now();
if (!existsSync(join(modules, 'pdfjs-dist'))) {
  console.error('node_modules is missing or incomplete: run `npm ci` first.');
  process.exit(1);
}
if (process.argv.includes('--clean')) await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const [count, , , , symbols] = await Promise.all([bundles(), pdfjs(), fonts(), tabler(), icons()]);
const size = (await stat(join(dist, 'icons.svg'))).size;
console.log(`static/dist: ${count} bundles, ${symbols} icons (${size} B) in ${Math.round(performance.now() - started)} ms`);
