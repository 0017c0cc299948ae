// Models apiserver's pkg/cel/library/format.go (v1.35): the named formats of Kubernetes as values of rules.
import { type Environment, Optional } from '@marcbachmann/cel-js';
import {
  label1035Faults,
  labelFaults,
  labelValueFaults,
  qualifiedNameFaults,
  subdomainFaults,
} from '../../../api/metadata.ts';
import { fitsFormat } from '../schema/formats.ts';
import { uriFault } from './cel-url.ts';

type Faults = (text: string) => readonly string[];

class NamedFormat {
  readonly faultsOf: Faults;

  constructor(faultsOf: Faults) {
    this.faultsOf = faultsOf;
  }

  /** What is wrong with a text; none where nothing is. */
  validate(text: string): Optional {
    const faults = this.faultsOf(text);
    return faults.length === 0 ? Optional.none() : Optional.of(faults);
  }
}

/** A name that something is put behind: its last dash stands for what follows. */
const prefix =
  (faultsOf: Faults): Faults =>
  (text) =>
    faultsOf(text.length > 1 && text.endsWith('-') ? `${text.slice(0, -2)}a` : text);

const known =
  (format: string, fault: string): Faults =>
  (text) =>
    fitsFormat(format, text) ? [] : [fault];

const formats: ReadonlyMap<string, NamedFormat> = new Map(
  Object.entries<Faults>({
    dns1123Label: labelFaults,
    dns1123Subdomain: subdomainFaults,
    dns1035Label: label1035Faults,
    qualifiedName: qualifiedNameFaults,
    dns1123LabelPrefix: prefix(labelFaults),
    dns1123SubdomainPrefix: prefix(subdomainFaults),
    dns1035LabelPrefix: prefix(label1035Faults),
    labelValue: labelValueFaults,
    uri: (text) => [uriFault(text)].filter((fault) => fault !== undefined),
    uuid: known('uuid', 'does not match the UUID format'),
    byte: known('byte', 'invalid base64'),
    date: known('date', 'invalid date'),
    datetime: known('datetime', 'invalid datetime'),
  }).map(([name, faultsOf]) => [name, new NamedFormat(faultsOf)]),
);

/** What stands before the dot in `format.dns1123Label()`. */
class FormatLibrary {
  named(name: string): Optional {
    const format = formats.get(name);
    return format ? Optional.of(format) : Optional.none();
  }
}

/** Adds the functions to those that the rules of an environment may call. */
export function addFormats(environment: Environment): void {
  environment
    .registerType('kubernetes.NamedFormat', NamedFormat)
    .registerType('kubernetes.Formats', FormatLibrary)
    .registerConstant('format', 'kubernetes.Formats', new FormatLibrary())
    .registerFunction('kubernetes.Formats.named(string): optional', (library: FormatLibrary, name: string) =>
      library.named(name),
    )
    .registerFunction('kubernetes.NamedFormat.validate(string): optional', (format: NamedFormat, text: string) =>
      format.validate(text),
    );
  for (const [name, format] of formats) {
    environment.registerFunction(`kubernetes.Formats.${name}(): kubernetes.NamedFormat`, () => format);
  }
}
