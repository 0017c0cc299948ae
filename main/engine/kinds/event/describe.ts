// kubectl prints events field by field, as GenericDescriber does in staging/src/k8s.io/kubectl/pkg/describe/describe.go
// (v1.35).
import type { Event } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { describeGenerically } from '../generic-description.ts';

export const describeEvent = (event: Event, context: PrintContext): string => describeGenerically(event, context);
