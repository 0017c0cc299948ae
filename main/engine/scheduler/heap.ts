// A binary heap: always gives the least item first.
export class Heap<T> {
  readonly #items: T[] = [];
  readonly #isBefore: (a: T, b: T) => boolean;

  constructor(isBefore: (a: T, b: T) => boolean) {
    this.#isBefore = isBefore;
  }

  push(item: T): void {
    const items = this.#items;
    let index = items.push(item) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfBefore(index, parent)) return;
      index = parent;
    }
  }

  pop(): T | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (items.length === 0 || last === undefined) return first;
    items[0] = last;
    let index = 0;
    for (;;) {
      const child = this.#lesserChild(index);
      if (child === undefined || !this.#swapIfBefore(child, index)) return first;
      index = child;
    }
  }

  #lesserChild(index: number): number | undefined {
    const left = this.#items[2 * index + 1];
    const right = this.#items[2 * index + 2];
    if (left === undefined) return undefined;
    return right !== undefined && this.#isBefore(right, left) ? 2 * index + 2 : 2 * index + 1;
  }

  #swapIfBefore(index: number, other: number): boolean {
    const items = this.#items;
    const [a, b] = [items[index], items[other]];
    if (a === undefined || b === undefined || !this.#isBefore(a, b)) return false;
    items[index] = b;
    items[other] = a;
    return true;
  }
}
