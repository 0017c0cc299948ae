// Models ValidateTolerations in pkg/apis/core/validation/validation.go (v1.35).
import type { Toleration } from '../../api/generated/types.ts';
import { labelValueFaults, qualifiedNameFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, invalidFor, unsupported } from '../faults.ts';
import type { Written } from '../written.ts';

const taintEffects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

export function validateTolerations(path: string, tolerations: readonly Written<Toleration>[]): FieldError[] {
  return tolerations.flatMap((toleration, index) => validateToleration(`${path}[${index}]`, toleration));
}

function validateToleration(path: string, toleration: Written<Toleration>): FieldError[] {
  const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = toleration;
  const errors = key === '' ? [] : invalidFor(`${path}.key`, key, qualifiedNameFaults(key));
  if (key === '' && operator !== 'Exists') {
    const fault = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
    errors.push(invalid(`${path}.operator`, operator, fault));
  }
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    errors.push(invalid(`${path}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
  }
  const badValue = labelValueFaults(value);
  if (['', 'Equal'].includes(operator) && badValue.length > 0) {
    errors.push(invalid(`${path}.operator`, value, badValue.join(';')));
  }
  if (operator === 'Exists' && value !== '') {
    errors.push(invalid(`${path}.operator`, value, "value must be empty when `operator` is 'Exists'"));
  }
  if (!['', 'Equal', 'Exists'].includes(operator))
    errors.push(unsupported(`${path}.operator`, operator, ['Equal', 'Exists']));
  if (effect !== '' && !taintEffects.includes(effect)) errors.push(unsupported(`${path}.effect`, effect, taintEffects));
  return errors;
}
