// Models the rule builder of pkg/apis/rbac/v1/helpers.go (v1.35): rules in few words. Lists are texts with spaces between;
// `core` stands for the group without a name. What comes out is sorted, as the builder sorts it.
import type { PolicyRule } from '../api/generated/types.ts';

export const READ = 'get list watch';
export const WRITE = 'create delete deletecollection patch update';
export const READ_WRITE = `${READ} ${WRITE}`;

/** May do `verbs` with `resources` of `groups`, with those of the `names` only when some are given. */
export function on(groups: string, resources: string, verbs: string, names = ''): PolicyRule {
  return {
    verbs: sorted(verbs),
    apiGroups: sorted(groups).map((group) => (group === 'core' ? '' : group)),
    resources: sorted(resources),
    ...(names !== '' && { resourceNames: sorted(names) }),
  };
}

/** May get these paths. */
export const paths = (urls: string, verbs = 'get'): PolicyRule => ({
  verbs: sorted(verbs),
  nonResourceURLs: sorted(urls),
});

/** May tell of what happens. */
export const events = on('core events.k8s.io', 'events', 'create update patch');

function sorted(words: string): readonly string[] {
  return words.split(' ').sort();
}
