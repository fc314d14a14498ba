import { openDB } from "idb";

/**
 * The packs of this device: what may be read of a sitting without a network. Bytes lie in IndexedDB, each file
 * encrypted under the pack's own key, which can't be taken out of the browser; with the key the pack dies at once.
 * One person's only: who else signs in here, or a sign-out, ends them.
 * @typedef {{sitting: string, person: string, token: string, key: CryptoKey, until: number, seen: number,
 *   savedAt: number, title: string, page: string, papers: any[], bytes: number, whole: boolean}} Pack
 */
let opened;
const database = () =>
  (opened ??= openDB("packs", 1, {
    upgrade: (db) => {
      db.createObjectStore("packs", { keyPath: "sitting" });
      db.createObjectStore("files", { keyPath: ["sitting", "path"] }).createIndex("path", "path");
      db.createObjectStore("device", { keyPath: "name" });
    },
    blocking: async () => ((await opened).close(), (opened = undefined)),
    terminated: () => (opened = undefined),
  }));

const AES = { name: "AES-GCM", length: 256 };
const within = (sitting) => IDBKeyRange.bound([sitting], [sitting, []]);
const bound = (sitting, path) => new TextEncoder().encode(`${sitting} ${path}`);

/** Does the lease hold? A clock that was put back behind the last moment seen ends it too. */
export const holds = (pack, now = Date.now()) => Boolean(pack?.key) && now < pack.until && now > pack.seen - 10 * 60 * 1000;

/** Those of this device that stand; what has run out is deleted on the way. @returns {Promise<Pack[]>} */
export async function packsHeld() {
  const db = await database();
  const all = await db.getAll("packs");
  const over = all.filter((pack) => !holds(pack));
  for (const { sitting } of over) await dropPack(sitting);
  return all.filter((pack) => holds(pack));
}

export async function packOf(sitting) {
  return (await packsHeld()).find((pack) => pack.sitting === sitting);
}

/** An id this device made for itself. */
export async function deviceId(make) {
  const db = await database();
  const known = await db.get("device", "id");
  if (known) return known.value;
  const value = make();
  await db.put("device", { name: "id", value });
  return value;
}

/** Begins a pack, or gives the one there its new lease and list of papers; files of papers that left go. */
export async function beginPack(facts) {
  const db = await database();
  const known = await packOf(facts.sitting);
  const key = known?.key ?? (await crypto.subtle.generateKey(AES, false, ["encrypt", "decrypt"]));
  const before = new Set(known?.papers.map(({ version }) => version));
  const whole = Boolean(known?.whole) && facts.papers.every(({ version }) => before.has(version));
  const pack = { ...facts, key, seen: Date.now(), savedAt: known?.savedAt ?? Date.now(), whole };
  await db.put("packs", pack);
  if (known) await keepOnly(pack, pack.papers.map(({ version }) => version));
  return pack;
}

export async function changePack(sitting, values) {
  const db = await database();
  const pack = await db.get("packs", sitting);
  if (pack) await db.put("packs", { ...pack, ...values });
}

/** Papers that are not among `versions` leave the device. */
export async function keepOnly({ sitting }, versions) {
  const db = await database();
  const pack = await db.get("packs", sitting);
  if (!pack) return;
  const papers = pack.papers.filter(({ version }) => versions.includes(version));
  for (const { path, version } of await filesOf(sitting)) {
    if (version && !versions.includes(version)) await db.delete("files", [sitting, path]);
  }
  await db.put("packs", { ...pack, papers });
}

/** A paper taken back leaves every pack at once. */
export async function dropVersion(version) {
  last = null;
  for (const pack of await packsHeld()) {
    const others = pack.papers.map((paper) => paper.version).filter((one) => one !== version);
    if (others.length < pack.papers.length) await keepOnly(pack, others);
  }
}

/** Names and sizes of the files that are here, without their bytes. */
export async function filesOf(sitting) {
  const db = await database();
  const found = [];
  for (let cursor = await db.transaction("files").store.openCursor(within(sitting)); cursor; cursor = await cursor.continue()) {
    const { path, version, size, etag } = cursor.value;
    found.push({ path, version, size, etag });
  }
  return found;
}

/** @param {Pack} pack @param {{path: string, type: string, version?: string, etag?: string, bytes: ArrayBuffer}} file */
export async function putFile(pack, { path, type, version, etag, bytes }) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(pack.sitting, path) }, pack.key, bytes);
  const db = await database();
  const tx = db.transaction(["packs", "files"], "readwrite");
  // A pack that was dropped meanwhile takes nothing more in.
  if (await tx.objectStore("packs").get(pack.sitting)) await tx.objectStore("files").put({ sitting: pack.sitting, path, type, version, etag, size: bytes.byteLength, iv, data });
  await tx.done;
}

let last = null;

/** A file of a standing pack by its address, decrypted; null if this device has none. */
export async function fileAt(path) {
  const db = await database();
  const standing = new Map((await packsHeld()).map((pack) => [pack.sitting, pack]));
  const rows = await db.getAllFromIndex("files", "path", path);
  const row = rows.find(({ sitting }) => standing.has(sitting));
  if (!row) return null;
  const name = `${row.sitting} ${path} ${row.iv}`;
  if (last?.name !== name) {
    const { key } = standing.get(row.sitting);
    // The file read last stays open: a reader asks for it in many ranges.
    last = { name, bytes: await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv, additionalData: bound(row.sitting, path) }, key, row.data) };
  }
  return { type: row.type, etag: row.etag, bytes: last.bytes };
}

/** The key first: without it what still lies here can be read by nobody. */
export async function dropPack(sitting) {
  last = null;
  const db = await database();
  await db.delete("packs", sitting);
  await db.delete("files", within(sitting));
}

export async function dropAllPacks() {
  last = null;
  const db = await database();
  await db.clear("packs");
  await db.clear("files");
}

/** Somebody is signed in here: packs of anybody else end. */
export async function dropPacksOfOthers(person) {
  const db = await database();
  for (const pack of await db.getAll("packs")) if (pack.person !== person) await dropPack(pack.sitting);
}

/** Asks the house whether the packs still stand; what it says is done before anything else is read from them. */
export async function askStanding(send = (path) => fetch(path, { headers: { Accept: "application/json" }, cache: "no-store" })) {
  const dropped = [];
  for (const pack of await packsHeld()) {
    const response = await send(`/packs/standing/${encodeURIComponent(pack.token)}/`);
    if (!response.ok) continue;
    const told = await response.json();
    if (told.gone) {
      await dropPack(pack.sitting);
      dropped.push(pack.sitting);
    } else if (told.versions) {
      await keepOnly(pack, told.versions);
      await changePack(pack.sitting, { until: Date.parse(told.until), seen: Date.now() });
    }
  }
  return dropped;
}
