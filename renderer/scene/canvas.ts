// A canvas as sharp as the screen: sized in CSS pixels, drawn in device pixels.
export interface Surface {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  /** Fits the canvas to its element; true if the size has changed. */
  resize(width: number, height: number): boolean;
  /** Clears all, and sets the origin to the top left in CSS pixels. */
  clear(): void;
  destroy(): void;
}

export function createSurface(parent: HTMLElement): Surface {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser has no canvas');
  canvas.ariaHidden = 'true';
  Object.assign(canvas.style, { position: 'absolute', inset: '0', width: '100%', height: '100%' });
  parent.append(canvas);
  return {
    canvas,
    context,
    resize(width, height) {
      const [wide, high] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
      if (canvas.width === wide && canvas.height === high) return false;
      canvas.width = wide;
      canvas.height = high;
      return true;
    },
    clear() {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    },
    destroy: () => canvas.remove(),
  };
}

/** Calls `draw` in the next frame, however often it is asked for; again and again while `draw` answers true. */
export function frameLoop(draw: (nowMs: number) => boolean): { request(): void; stop(): void } {
  let frame: number | undefined;
  const run = (nowMs: number): void => {
    frame = undefined;
    if (draw(nowMs)) request();
  };
  const request = (): void => {
    frame ??= requestAnimationFrame(run);
  };
  return {
    request,
    stop() {
      if (frame !== undefined) cancelAnimationFrame(frame);
      frame = undefined;
    },
  };
}
