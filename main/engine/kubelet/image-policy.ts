// Models pkg/kubelet/images/image_manager.go (v1.35): whether an image has to be pulled, may be, or must not.

/** `pull`, `use` what is there, or `refuse` because it is not there and may not be pulled. */
export function imageDecision(policy: string | undefined, present: boolean): 'pull' | 'use' | 'refuse' {
  if (policy === 'Always') return 'pull';
  if (present) return 'use';
  return policy === 'Never' ? 'refuse' : 'pull';
}

/** What is wrong with an image reference, in the runtime's words; undefined when it is well-formed. */
export function invalidImageName(image: string): string | undefined {
  const path = image.split('@')[0] ?? '';
  const repository = path.replace(/:[\w][\w.-]*$/, '');
  const name = repository.slice(repository.indexOf('/') + 1);
  if (/[A-Z]/.test(name)) {
    const full = repository.includes('/') ? name : `library/${name}`;
    return (
      `Failed to apply default image tag "${image}": couldn't parse image name "${image}": ` +
      `invalid reference format: repository name (${full}) must be lowercase`
    );
  }
  if (/^[a-z0-9]([a-z0-9._/-]*[a-z0-9])?$/.test(name) || /^\S+:\d+\//.test(path)) return undefined;
  return `Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format`;
}

/** A duration as Go prints one: milliseconds below a second, else seconds with up to three decimals. */
export function goDuration(durationUs: number): string {
  const ms = Math.round(durationUs / 1000);
  return ms < 1000 ? `${String(ms)}ms` : `${String(ms / 1000)}s`;
}
