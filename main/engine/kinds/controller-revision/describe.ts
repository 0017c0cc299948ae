// Models GenericDescriber in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import { describeGenerically } from '../generic-description.ts';

export const describeControllerRevision = describeGenerically;
