// Models plugin/pkg/admission/runtimeclass/admission.go (v1.35) for clusters without RuntimeClasses, as all are here.
import type { AdmissionPlugin } from './plugin.ts';
import { draftOf, forbid } from './request.ts';

export const runtimeClassPlugin: AdmissionPlugin = {
  name: 'RuntimeClass',
  mutate: (request) => {
    const wanted = request.operation === 'create' ? draftOf(request, 'pods')?.spec?.runtimeClassName : undefined;
    return wanted === undefined
      ? undefined
      : forbid(request, `pod rejected: RuntimeClass ${JSON.stringify(wanted)} not found`);
  },
  validate: (request) => {
    const overhead = request.operation === 'create' ? draftOf(request, 'pods')?.spec?.overhead : undefined;
    return (
      overhead && forbid(request, 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead')
    );
  },
};
