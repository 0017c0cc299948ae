// Tells whether numbered messages follow one another. After a gap nothing follows until a snapshot sets a new start.
export class Sequence {
  private last: number | undefined;

  reset(): void {
    this.last = undefined;
  }

  restart(number: number): void {
    this.last = number;
  }

  follows(number: number): boolean {
    if (this.last === undefined || number !== this.last + 1) {
      this.last = undefined;
      return false;
    }
    this.last = number;
    return true;
  }
}
