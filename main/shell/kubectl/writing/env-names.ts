// Models IsEnvVarName of staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go (v1.35): kubectl is stricter than
// the API server.

/** What is wrong with the name of an environment variable; empty when nothing is. */
export function envNameFaults(name: string): readonly string[] {
  const faults = [];
  if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)) {
    faults.push(
      "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')",
    );
  }
  if (name === '.' || name === '..') faults.push(`must not be '${name}'`);
  else if (name.startsWith('..')) faults.push("must not start with '..'");
  return faults;
}
