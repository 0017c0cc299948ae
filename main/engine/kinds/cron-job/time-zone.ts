// Models validateTimeZone in pkg/apis/batch/validation/validation.go (v1.35). The places within an area of the world are
// taken at their word, since the engine has no table of time zones.
const areas = [
  ...['Africa', 'America', 'Antarctica', 'Arctic', 'Asia', 'Atlantic', 'Australia', 'Brazil', 'Canada', 'Chile', 'Etc'],
  ...['Europe', 'Indian', 'Mexico', 'Pacific', 'US'],
];
const zones = [
  ...['UTC', 'UCT', 'GMT', 'GMT+0', 'GMT-0', 'GMT0', 'Greenwich', 'Universal', 'Zulu', 'CET', 'CST6CDT', 'EET', 'EST'],
  ...[
    'EST5EDT',
    'HST',
    'MET',
    'MST',
    'MST7MDT',
    'PST8PDT',
    'WET',
    'Cuba',
    'Egypt',
    'Eire',
    'GB',
    'GB-Eire',
    'Hongkong',
  ],
  ...[
    'Iceland',
    'Iran',
    'Israel',
    'Jamaica',
    'Japan',
    'Kwajalein',
    'Libya',
    'NZ',
    'NZ-CHAT',
    'Navajo',
    'PRC',
    'Poland',
  ],
  ...['Portugal', 'ROC', 'ROK', 'Singapore', 'Turkey', 'W-SU'],
];

/** What is wrong with the name of a time zone; undefined when nothing is. */
export function timeZoneFault(name: string): string | undefined {
  if (name === '') return 'timeZone must be nil or non-empty string';
  if (name.toLowerCase() === 'local') {
    return 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
  }
  return isTimeZone(name) ? undefined : `unknown time zone ${name}`;
}

function isTimeZone(name: string): boolean {
  const [area = '', ...places] = name.split('/');
  if (places.length === 0) return zones.includes(area);
  return areas.includes(area) && places.every((place) => /^[A-Z][A-Za-z0-9_+-]*$/.test(place));
}
