// Models legacyValidateEvent in pkg/apis/core/validation/events.go (v1.35).
import type { Event } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid } from '../faults.ts';
import type { Written } from '../written.ts';

/** Events about what has no namespace are in `default`. */
export function validateEvent(event: Written<Event>): readonly FieldError[] {
  const subject = event.involvedObject?.namespace ?? '';
  const own = event.metadata?.namespace ?? '';
  if (subject === own || (subject === '' && own === 'default')) return [];
  return [invalid('involvedObject.namespace', subject, 'does not match event.namespace')];
}
