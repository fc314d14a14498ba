/**
 * Waits that double, spread by chance so that 200 tablets don't come back in one instant. The longest leaves every
 * tablet two seconds of the five within which it must show the truth once the house is back.
 */
export class Backoff {
  /** @param {{first?: number, most?: number, random?: () => number}} options milliseconds */
  constructor({ first = 500, most = 3000, random = Math.random } = {}) {
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
