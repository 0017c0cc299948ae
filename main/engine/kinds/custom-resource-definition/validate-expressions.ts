// Models the checks of rules in CEL in
// staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go (v1.35). What they would cost
// is not estimated.
import type { ValidationRule } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { RuleChecker, compileRule } from '../custom-resource/rules/compile.ts';
import { ofObjects } from '../custom-resource/rules/rules.ts';
import { asSchema, byName, type Schema } from '../custom-resource/schema/schema.ts';
import { invalid } from '../faults.ts';
import type { Written } from '../written.ts';

type Rule = Written<ValidationRule>;

/** What is wrong with the expressions of a schema that is well-formed otherwise. */
export const expressionFaults = (schema: Schema, path: string): FieldError[] => faultsOf(ofObjects(schema), path);

/** `unrelated` is where old and new values cannot be told to be of one thing, if there is such a place above. */
function faultsOf(schema: Schema, path: string, unrelated?: string): FieldError[] {
  const rules = schema['x-kubernetes-validations'] ?? [];
  const items = asSchema(schema.items);
  const others = asSchema(schema.additionalProperties);
  const isMap = schema['x-kubernetes-list-type'] === 'map';
  return [
    ...rules.flatMap((rule, index) => {
      const place = `${path}.x-kubernetes-validations[${String(index)}]`;
      return [...faultsOfRule(schema, rule, place), ...oldSelfFaults(rule, place, unrelated)];
    }),
    ...byName(schema.properties).flatMap(([key, property]) =>
      faultsOf(property, `${path}.properties[${key}]`, unrelated),
    ),
    ...(others ? faultsOf(others, `${path}.additionalProperties`, unrelated) : []),
    ...(items ? faultsOf(items, `${path}.items`, unrelated ?? (isMap ? undefined : path)) : []),
  ];
}

function faultsOfRule(schema: Schema, rule: Rule, path: string): FieldError[] {
  const checker = new RuleChecker(schema, rule.optionalOldSelf ?? false);
  const { rule: text = '', messageExpression } = rule;
  const inRule = checker.fault(text, 'bool');
  const inMessage = messageExpression === undefined ? undefined : checker.fault(messageExpression, 'string');
  return [
    ...(inRule === undefined
      ? []
      : [invalid(`${path}.rule`, inGo(rule), inRule === 'bool' ? 'cel expression must evaluate to a bool' : inRule)]),
    ...(inMessage === undefined
      ? []
      : [
          invalid(
            `${path}.messageExpression`,
            inGo(rule),
            inMessage === 'string' ? 'messageExpression must evaluate to a string' : `messageExpression ${inMessage}`,
          ),
        ]),
  ];
}

function oldSelfFaults(rule: Rule, path: string, unrelated: string | undefined): FieldError[] {
  const usesOldSelf = compileRule(rule)?.usesOldSelf ?? false;
  if (usesOldSelf && unrelated !== undefined) {
    const why = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${unrelated}`;
    return [invalid(`${path}.rule`, rule.rule, why)];
  }
  if (usesOldSelf || rule.optionalOldSelf === undefined) return [];
  return [invalid(`${path}.optionalOldSelf`, rule.optionalOldSelf, 'may not be set if oldSelf is not used in rule')];
}

/** A rule as Go prints it. */
const inGo = ({ rule = '', message = '', messageExpression = '', reason, fieldPath = '', optionalOldSelf }: Rule) => ({
  Rule: rule,
  Message: message,
  MessageExpression: messageExpression,
  Reason: reason ?? null,
  FieldPath: fieldPath,
  OptionalOldSelf: optionalOldSelf ?? null,
});
