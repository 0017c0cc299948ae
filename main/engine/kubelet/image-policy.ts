// Models pkg/kubelet/images/image_manager.go (v1.35): whether an image has to be pulled, may be, or must not.

/** `pull`, `use` what is there, or `refuse` because it is not there and may not be pulled. */
export function imageDecision(policy: string | undefined, present: boolean): 'pull' | 'use' | 'refuse' {
  if (policy === 'Always') return 'pull';
  if (present) return 'use';
  return policy === 'Never' ? 'refuse' : 'pull';
}

const DOMAIN = /^(?:localhost|[^/]*[.:][^/]*|[^/]*[A-Z][^/]*)\//;
const REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[\w][\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

/** What is wrong with an image reference, in the runtime's words; undefined when it is well-formed. */
export function invalidImageName(image: string): string | undefined {
  const fault = referenceFault(image);
  if (fault === undefined) return undefined;
  return `Failed to apply default image tag "${image}": couldn't parse image name "${image}": ${fault}`;
}

/** Models ParseNormalizedNamed of github.com/distribution/reference. */
function referenceFault(image: string): string | undefined {
  const domain = DOMAIN.exec(image)?.[0] ?? '';
  const rest = image.slice(domain.length);
  const remainder = domain === '' && !rest.includes('/') ? `library/${rest}` : rest;
  const [remote = ''] = remainder.split(':');
  if (remote !== remote.toLowerCase()) {
    return `invalid reference format: repository name (${remote}) must be lowercase`;
  }
  const [named = '', digest] = remainder.split('@');
  const [path = '', tag, ...more] = named.split(':');
  const isWhole = REPOSITORY.test(path) && (tag === undefined || TAG.test(tag)) && more.length === 0;
  return isWhole && (digest === undefined || DIGEST.test(digest)) ? undefined : 'invalid reference format';
}

/** A duration as Go prints one: milliseconds below a second, else seconds with up to three decimals. */
export function goDuration(durationUs: number): string {
  const ms = Math.round(durationUs / 1000);
  return ms < 1000 ? `${String(ms)}ms` : `${String(ms / 1000)}s`;
}
