// The clocks of the world's time zones as the IANA database has them since 2023: how far each is ahead of UTC, and by which
// rule it is set forward in summer. The engine must answer alike on every machine, so it carries its own table.
import { DAY, HOUR, dayNumber, weekdayOf } from './calendar.ts';

type Rule = 'none' | 'europe' | 'america' | 'australia' | 'zealand';

interface Zone {
  /** In standard time. */
  readonly hoursAhead: number;
  readonly rule: Rule;
}

/** Names of places by hours ahead of UTC, in zones without summer time. */
const steady: readonly (readonly [hoursAhead: number, places: string])[] = [
  [-11, 'Pacific/Pago_Pago'],
  [-10, 'Pacific/Honolulu US/Hawaii HST'],
  [-7, 'America/Phoenix America/Hermosillo MST US/Arizona'],
  [-6, 'America/Mexico_City America/Costa_Rica America/Guatemala America/El_Salvador America/Monterrey America/Regina'],
  [-5, 'America/Bogota America/Lima America/Panama America/Jamaica America/Cancun America/Guayaquil EST'],
  [-4, 'America/Caracas America/La_Paz America/Puerto_Rico America/Manaus America/Santo_Domingo'],
  [-3, 'America/Sao_Paulo America/Argentina/Buenos_Aires America/Buenos_Aires America/Montevideo America/Bahia'],
  [-1, 'Atlantic/Cape_Verde'],
  [0, 'UTC UCT GMT GMT+0 GMT-0 GMT0 Greenwich Universal Zulu Etc/UTC Etc/GMT Etc/UCT Etc/Zulu Etc/Universal Iceland'],
  [0, 'Atlantic/Reykjavik Africa/Abidjan Africa/Accra Africa/Dakar Africa/Monrovia'],
  [1, 'Africa/Lagos Africa/Algiers Africa/Tunis Africa/Kinshasa Africa/Luanda'],
  [2, 'Africa/Johannesburg Africa/Harare Africa/Maputo Africa/Khartoum Africa/Tripoli Europe/Kaliningrad'],
  [3, 'Europe/Moscow Europe/Istanbul Europe/Minsk Asia/Riyadh Asia/Baghdad Asia/Kuwait Asia/Qatar Turkey W-SU'],
  [3, 'Africa/Nairobi Africa/Addis_Ababa Asia/Amman Asia/Damascus Asia/Istanbul'],
  [3.5, 'Asia/Tehran Iran'],
  [4, 'Asia/Dubai Asia/Baku Asia/Tbilisi Asia/Yerevan Europe/Samara Indian/Mauritius'],
  [4.5, 'Asia/Kabul'],
  [5, 'Asia/Karachi Asia/Tashkent Asia/Yekaterinburg Asia/Almaty Indian/Maldives'],
  [5.5, 'Asia/Kolkata Asia/Calcutta Asia/Colombo'],
  [5.75, 'Asia/Kathmandu'],
  [6, 'Asia/Dhaka Asia/Thimphu Asia/Omsk'],
  [6.5, 'Asia/Yangon Asia/Rangoon'],
  [7, 'Asia/Bangkok Asia/Jakarta Asia/Ho_Chi_Minh Asia/Saigon Asia/Novosibirsk Asia/Krasnoyarsk'],
  [
    8,
    'Asia/Shanghai Asia/Hong_Kong Asia/Singapore Asia/Taipei Asia/Kuala_Lumpur Asia/Manila Asia/Chongqing Asia/Macau',
  ],
  [8, 'Australia/Perth Asia/Irkutsk Asia/Ulaanbaatar PRC ROC Hongkong Singapore'],
  [9, 'Asia/Tokyo Asia/Seoul Asia/Pyongyang Asia/Yakutsk Japan ROK'],
  [9.5, 'Australia/Darwin'],
  [10, 'Australia/Brisbane Asia/Vladivostok Pacific/Guam Pacific/Port_Moresby'],
  [11, 'Pacific/Noumea Asia/Magadan'],
  [12, 'Pacific/Fiji Asia/Kamchatka'],
  [13, 'Pacific/Tongatapu Pacific/Apia'],
];

/** The same where clocks are set forward in summer. */
const changing: readonly (readonly [rule: Rule, hoursAhead: number, places: string])[] = [
  ['america', -9, 'America/Anchorage US/Alaska'],
  ['america', -8, 'America/Los_Angeles America/Vancouver America/Tijuana PST8PDT US/Pacific'],
  ['america', -7, 'America/Denver America/Edmonton America/Boise MST7MDT US/Mountain Navajo'],
  ['america', -6, 'America/Chicago America/Winnipeg CST6CDT US/Central'],
  ['america', -5, 'America/New_York America/Toronto America/Detroit America/Montreal EST5EDT US/Eastern'],
  ['america', -4, 'America/Halifax Atlantic/Bermuda'],
  ['america', -3.5, 'America/St_Johns'],
  ['europe', 0, 'Europe/London Europe/Lisbon Europe/Dublin Atlantic/Canary WET GB Eire Portugal GB-Eire'],
  ['europe', 1, 'Europe/Berlin Europe/Paris Europe/Madrid Europe/Rome Europe/Amsterdam Europe/Brussels Europe/Vienna'],
  [
    'europe',
    1,
    'Europe/Zurich Europe/Stockholm Europe/Oslo Europe/Copenhagen Europe/Prague Europe/Warsaw Europe/Budapest',
  ],
  [
    'europe',
    1,
    'Europe/Belgrade Europe/Zagreb Europe/Ljubljana Europe/Bratislava Europe/Luxembourg Europe/Monaco Europe/Malta',
  ],
  ['europe', 1, 'CET MET Poland Europe/Sarajevo Europe/Skopje Europe/Tirane Europe/Andorra Arctic/Longyearbyen'],
  [
    'europe',
    2,
    'Europe/Helsinki Europe/Kyiv Europe/Kiev Europe/Athens Europe/Bucharest Europe/Sofia Europe/Riga Europe/Tallinn',
  ],
  ['europe', 2, 'Europe/Vilnius Asia/Nicosia EET'],
  ['australia', 9.5, 'Australia/Adelaide'],
  [
    'australia',
    10,
    'Australia/Sydney Australia/Melbourne Australia/Hobart Australia/Canberra Australia/ACT Australia/NSW',
  ],
  ['zealand', 12, 'Pacific/Auckland NZ Antarctica/McMurdo'],
];

const zones = new Map<string, Zone>();
for (const [hoursAhead, places] of steady) {
  for (const place of places.split(' ')) zones.set(place, { hoursAhead, rule: 'none' });
}
for (const [rule, hoursAhead, places] of changing) {
  for (const place of places.split(' ')) zones.set(place, { hoursAhead, rule });
}

/** Seconds that the clocks of a zone are ahead of UTC at a moment, in Unix seconds; 0 for zones that are not in the table. */
export function secondsAhead(name: string, unix: number): number {
  const fixed = /^Etc\/GMT([+-])(\d{1,2})$/.exec(name);
  // Names of this kind count the other way.
  if (fixed) return Number(fixed[2]) * (fixed[1] === '-' ? HOUR : -HOUR);
  const zone = zones.get(name);
  if (!zone) return 0;
  return zone.hoursAhead * HOUR + (isSummer(zone, unix) ? HOUR : 0);
}

function isSummer({ hoursAhead, rule }: Zone, unix: number): boolean {
  const standard = unix + hoursAhead * HOUR;
  const year = yearOf(standard);
  switch (rule) {
    case 'none':
      return false;
    case 'europe':
      return unix >= lastSunday(year, 3) + HOUR && unix < lastSunday(year, 10) + HOUR;
    case 'america':
      return standard >= sundayOf(year, 3, 2) + 2 * HOUR && standard < sundayOf(year, 11, 1) + HOUR;
    case 'australia':
      return standard >= sundayOf(year, 10, 1) + 2 * HOUR || standard < sundayOf(year, 4, 1) + 2 * HOUR;
    case 'zealand':
      return standard >= lastSunday(year, 9) + 2 * HOUR || standard < sundayOf(year, 4, 1) + 2 * HOUR;
  }
}

function yearOf(seconds: number): number {
  const guess = 1970 + Math.floor(seconds / (365.2425 * DAY));
  if (seconds < dayNumber(guess, 1, 1) * DAY) return guess - 1;
  return seconds >= dayNumber(guess + 1, 1, 1) * DAY ? guess + 1 : guess;
}

/** Midnight of the `nth` Sunday of a month. */
function sundayOf(year: number, month: number, nth: number): number {
  const first = dayNumber(year, month, 1);
  return (first + ((7 - weekdayOf(first)) % 7) + 7 * (nth - 1)) * DAY;
}

function lastSunday(year: number, month: number): number {
  const last = dayNumber(year, month + 1, 1) - 1;
  return (last - weekdayOf(last)) * DAY;
}
