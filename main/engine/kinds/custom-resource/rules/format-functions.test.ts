import { expect, it } from 'vitest';
import { environment } from './environment.ts';

it.each([
  ["format.dns1123Label().validate('my-name').hasValue()", false],
  ["format.dns1123Label().validate('a.b').value()", ['must not contain dots']],
  ["format.dns1123LabelPrefix().validate('my-').hasValue()", false],
  ["format.dns1035Label().validate('1a').hasValue()", true],
  ["format.qualifiedName().validate('/x').value()[0]", 'prefix part must be non-empty'],
  ["format.labelValue().validate('a b').hasValue()", true],
  ["format.uri().validate('nope').value()", ['parse "nope": invalid URI for request']],
  ["format.uuid().validate('x').value()", ['does not match the UUID format']],
  ["format.byte().validate('a?').value()", ['invalid base64']],
  ["format.date().validate('2021-02-30').value()", ['invalid date']],
  ["format.datetime().validate('2021-02-03T10:00:00Z').hasValue()", false],
  ["format.named('dns1123Subdomain').value().validate('a.b').hasValue()", false],
  ["format.named('nosuch').hasValue()", false],
])('%s', (rule, expected) => {
  expect(environment.evaluate(rule)).toEqual(expected);
});
