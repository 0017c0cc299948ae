// Models the resources that pkg/controller/garbagecollector and pkg/controller/resourcequota (v1.35) look after: whatever
// can be owned or counted. Events are neither.
import type { ResourceName } from '../api/resources.ts';
import { resourceNames } from '../kinds/registry.ts';

export const possessions: readonly ResourceName[] = resourceNames.filter((resource) => resource !== 'events');
