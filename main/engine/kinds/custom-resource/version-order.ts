// Models apimachinery's pkg/version/helpers.go (v1.35): which of two versions of an API comes first.
const stages = ['alpha', 'beta', undefined];

/** Orders v2, v1, v1beta2, v1beta1, v1alpha1, and then names that are no versions by the alphabet. */
export function byPriority(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  if (!left || !right) return left ? -1 : right ? 1 : a < b ? -1 : 1;
  const index = left.findIndex((part, position) => part !== right[position]);
  return index < 0 ? 0 : (right[index] ?? 0) - (left[index] ?? 0);
}

/** Stage, major number, number in the stage. */
function parts(version: string): number[] | undefined {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  return match ? [stages.indexOf(match[2]), Number(match[1]), Number(match[3] ?? 0)] : undefined;
}
