// Sizes of what stands on the stage, in stage units (CSS pixels at a zoom of 1). What depends on the shape of the
// window is in `shape.ts`.
export const measures = {
  client: { height: 190 },
  hub: { height: 68, gap: 12 },
  /** A Service without a way in from outside. */
  innerHub: { height: 42, compactHeight: 22, gap: 6 },
  board: { width: 752, height: 188, controlPlaneHeight: 112, gap: 10, header: 50, padding: 11 },
  /** Inside a board, between its left edge and its first tile. */
  lane: 34,
  /** The system's own Pods on a worker: a share of the board between two bounds. */
  systemColumn: { least: 114, most: 136, share: 0.18, gap: 9 },
  socket: { width: 54, height: 22, outside: 36, pitch: 28 },
  captionHeight: 24,
  workload: { height: 40, gap: 8 },
  tray: { height: 28, gap: 6 },
} as const;
