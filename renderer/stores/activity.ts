// The signal that end-to-end tests wait for: `<html data-idle="true">` while no call is under way, nothing received is
// still to be shown and no movement of the layout goes on. Moving packets do not count: traffic never ends.
export class Activity {
  private running = 0;
  private shown = false;
  private readonly root: HTMLElement;

  constructor(root: HTMLElement) {
    this.root = root;
    this.tell();
  }

  /** Something begins; the function returned ends it, once. */
  begin(): () => void {
    this.running += 1;
    this.tell();
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.running -= 1;
      this.tell();
    };
  }

  async during<T>(work: Promise<T>): Promise<T> {
    const end = this.begin();
    try {
      return await work;
    } finally {
      end();
    }
  }

  /** The first picture is there (or a message that says why there is none). */
  firstShown(): void {
    this.shown = true;
    this.tell();
  }

  private tell(): void {
    const idle = String(this.shown && this.running === 0);
    if (this.root.dataset['idle'] !== idle) this.root.dataset['idle'] = idle;
  }
}
