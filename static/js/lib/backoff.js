/**
 * Waits that double up to a second and a half, spread by chance so that a thousand tablets don't come back in
 * one instant: who has the network again is in the picture again within two seconds.
 */
export class Backoff {
  /** @param {{first?: number, most?: number, random?: () => number}} options milliseconds */
  constructor({ first = 500, most = 1500, random = Math.random } = {}) {
    Object.assign(this, { first, most, random, tries: 0 });
  }

  next() {
    const wait = Math.min(this.most, this.first * 2 ** this.tries);
    this.tries += 1;
    return Math.round(wait * (0.5 + this.random() / 2));
  }

  reset() {
    this.tries = 0;
  }
}
