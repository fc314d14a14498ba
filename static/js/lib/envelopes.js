import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";

/**
 * The sealed envelope of a secret vote, RFC 9180 HPKE in base mode; the other side is voting/envelopes.py.
 * The one-time key lives inside `seal` and is gone when it returns: nobody can be made to prove what was sealed.
 */
const TAG = "ecabinet-envelope/1";
const PADDED = 32;
const LETTERS = "ABCDEFGHJKMNPQRTUVWXY346789";
const octets = (text) => new TextEncoder().encode(text);

/** Sealing needs the browser's own cryptography, which it offers on https (and on this machine itself) only. */
export const canSeal = () => Boolean(globalThis.crypto?.subtle);

/**
 * Seals one choice for one poll and one voter.
 * @param {string} publicKey of the box, base64url
 * @param {{poll: string, person: string, value: string}} ballot the value in the server's words
 * @returns {Promise<string>} the envelope, base64url; equally long whatever is in it
 */
export async function seal(publicKey, { poll, person, value }) {
  const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
  const recipientPublicKey = await suite.kem.deserializePublicKey(unpack(publicKey));
  const plain = new Uint8Array(PADDED);
  plain.set(octets(value));
  const { enc, ct } = await suite.seal({ recipientPublicKey, info: octets(`${TAG}|${poll}|${person}`) }, plain);
  return pack(new Uint8Array([...new Uint8Array(enc), ...new Uint8Array(ct)]));
}

/** The receipt of an envelope, or the fingerprint of a key: eight letters of its hash, worked out here. */
export async function codeOf(text) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", unpack(text)));
  let number = digest.reduce((sum, octet) => (sum << 8n) + BigInt(octet), 0n);
  let letters = "";
  for (; letters.length < 8; number /= BigInt(LETTERS.length)) letters += LETTERS[Number(number % BigInt(LETTERS.length))];
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

function pack(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function unpack(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}
