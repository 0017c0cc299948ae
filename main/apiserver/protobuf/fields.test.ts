// The table of field numbers, laid beside the table of fields by which JSON is decoded: both were made from different
// sources, and must tell of the same fields.
import { expect, test } from 'vitest';
import { fieldType, isModel } from '../../engine/api/schema.ts';
import table from './generated/fields.json' with { type: 'json' };

/** What is inlined in JSON, is of another form there, or came or went with v1.35. */
const INLINED =
  /^(volumeSource|persistentVolumeSource|ephemeralContainerCommon|localObjectReference|handler|ingressRuleValue)$/;
const messages: Readonly<Record<string, Readonly<Record<string, string>>>> = table;

test.each(Object.keys(messages).filter((name) => /^core\.v1\./.test(name) && isModel(name.slice('core.v1.'.length))))(
  '%s has the fields that JSON has',
  (name) => {
    const model = name.slice('core.v1.'.length);
    const unknown = Object.values(messages[name] ?? {})
      .map((field) => field.split(' ')[0] ?? '')
      .filter((field) => !INLINED.test(field) && fieldType(model, field) === undefined);
    expect(unknown).toEqual([]);
  },
);
