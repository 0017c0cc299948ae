import { describe, expect, test } from 'vitest';
import { failed, invalid, notFound } from '../../../engine/api/status.ts';
import { ErrorGroup, PlainError, ServerRefusal, usageError, withSource } from './errors.ts';
import { errorText } from './print-error.ts';

const pods = { resource: 'pods', kind: 'Pod', group: '' };
const missing = new ServerRefusal(notFound(pods, 'x'));
const fault = (field: string) => ({ field, reason: 'FieldValueRequired', message: 'Required value' });
const refusedFor = (...fields: string[]) => new ServerRefusal(invalid(pods, 'x', fields.map(fault)));

describe('one failure', () => {
  test('of the API names its reason', () => {
    expect(errorText(missing)).toBe('Error from server (NotFound): pods "x" not found\n');
    expect(errorText(withSource(missing, 'creating', 'a.yaml'))).toBe(
      'Error from server (NotFound): error when creating "a.yaml": pods "x" not found\n',
    );
  });

  test('of kubectl begins with error', () => {
    expect(errorText(new PlainError('no'))).toBe('error: no\n');
    expect(errorText(usageError('create deployment', 'no'))).toBe(
      "error: no\nSee 'kubectl create deployment -h' for help and examples\n",
    );
  });

  test('of validation lists its causes', () => {
    expect(errorText(refusedFor('spec.a'))).toBe('The Pod "x" is invalid: spec.a: Required value\n');
    expect(errorText(refusedFor('spec.a', 'spec.b', 'spec.a'))).toBe(
      'The Pod "x" is invalid: \n* spec.a: Required value\n* spec.b: Required value\n',
    );
  });
});

test('several failures stand one below the other', () => {
  expect(errorText(new ErrorGroup([missing, new PlainError('no'), refusedFor('spec.a')]))).toBe(
    [
      'Error from server (NotFound): pods "x" not found',
      'no',
      'Error from server (Invalid): Pod "x" is invalid: spec.a: Required value',
      '',
    ].join('\n'),
  );
});

test('a refusal without a reason', () => {
  const { status } = failed({ ...notFound(pods, 'x'), reason: '' });
  expect(errorText(new ServerRefusal(status))).toBe('Error from server: pods "x" not found\n');
});
