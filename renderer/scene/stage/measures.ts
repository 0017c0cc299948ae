// Sizes of what stands on the stage, in stage units (CSS pixels at a zoom of 1).
export const measures = {
  client: { x: 0, width: 148, height: 190 },
  hub: { x: 166, width: 166, height: 68, gap: 12 },
  /** A Service without a way in from outside. */
  innerHub: { height: 42, compactHeight: 22, gap: 6 },
  board: { x: 400, width: 752, height: 188, controlPlaneHeight: 124, gap: 12, header: 50, padding: 11 },
  /** Inside a board, between its left edge and its first tile. */
  lane: 34,
  systemColumn: 128,
  socket: { width: 54, height: 22, outside: 36, pitch: 28 },
  captionHeight: 24,
  workload: { width: 160, height: 40, gap: 8 },
  tray: { width: 160, height: 28, gap: 6 },
} as const;

/** Width of everything left of the boards. */
export const leftZone = measures.hub.x + measures.hub.width;
