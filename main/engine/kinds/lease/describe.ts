// kubectl has no describer of its own for leases: it prints the object field by field, as GenericDescriber does in
// staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { Lease } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { describeGenerically } from '../generic-description.ts';

export const describeLease = (lease: Lease, context: PrintContext): string => describeGenerically(lease, context);
