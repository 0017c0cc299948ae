export interface PodShare {
  readonly uid: string;
  readonly name: string;
  readonly count: number;
  /** Of the Pod with the most, 0 to 1: the length of its bar. */
  readonly share: number;
}

/** By name, so that no bar changes its place while the counts change. What has no name (any more) keeps its UID. */
export function podShares(
  byPod: Readonly<Record<string, number>>,
  nameOf: (uid: string) => string | undefined,
): readonly PodShare[] {
  const most = Math.max(1, ...Object.values(byPod));
  return Object.entries(byPod)
    .map(([uid, count]) => ({ uid, name: nameOf(uid) ?? uid, count, share: count / most }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The share of each image in what was answered, 0 to 1, by name. */
export function imageShares(
  byImage: Readonly<Record<string, number>>,
): readonly { readonly image: string; readonly share: number }[] {
  const total = Object.values(byImage).reduce((sum, count) => sum + count, 0);
  return Object.entries(byImage)
    .map(([image, count]) => ({ image, share: count / total }))
    .sort((a, b) => (a.image < b.image ? -1 : 1));
}
