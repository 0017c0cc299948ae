/** Of a slider whose places mean these rising values: the first that means no less than what is wanted, else the last. */
export function nearestPlace(values: readonly number[], wanted: number): number {
  const place = values.findIndex((value) => value >= wanted);
  return place === -1 ? values.length - 1 : place;
}
