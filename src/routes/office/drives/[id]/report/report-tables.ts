import type { FileTable } from '#lib/app/office/table-file.ts';
import type { DriveReport } from '#lib/app/views.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { fullTime } from '#lib/i18n/time-words.ts';
import { durationWords } from './duration-words.ts';

export function collegeTable({ drive, colleges }: DriveReport): FileTable {
	return {
		name: `${drive.day} ${m.drive_export_colleges()}`,
		heads: [m.drive_college(), m.drive_goal(), m.drive_handed_over(), m.drive_declared()],
		rows: colleges.map(({ college, goal, handedOver, declared }) => [
			college,
			goal === null ? m.drive_no_goal() : { count: goal },
			{ count: handedOver },
			{ count: declared },
		]),
	};
}

const keys = ['name', 'handedOver', 'median', 'phones', 'contact', 'unsent'] as const;
type Key = (typeof keys)[number];

const words: Record<Key, () => string> = {
	name: m.drive_volunteer,
	handedOver: m.drive_handed_over,
	median: m.drive_median,
	phones: m.drive_phones,
	contact: m.drive_last_contact,
	unsent: m.drive_unsent,
};
const numbers: ReadonlySet<Key> = new Set(['handedOver', 'phones', 'unsent']);

export function volunteerHeads() {
	return keys.map((key) => ({
		key,
		label: words[key](),
		isNumber: numbers.has(key),
		isShort: key !== 'name',
	}));
}

interface VolunteerRow {
	id: string;
	/** By the column's key. */
	cells: Record<string, string>;
}

export function volunteerRows({ volunteers }: DriveReport): VolunteerRow[] {
	return volunteers.map(
		({ assignmentId, name, phoneTail: tail, handedOver, medianSeconds, devices, revokedAtMs }) => {
			const heardMs = Math.max(0, ...devices.map(({ lastContactMs }) => lastContactMs));
			const unsent = devices.reduce((sum, device) => sum + (device.unsent ?? 0), 0);
			const title = name ?? m.drive_volunteer_tail({ tail });
			const revoked =
				revokedAtMs === null ? '' : ` (${m.drive_volunteer_revoked({ time: fullTime(revokedAtMs) })})`;
			const cells: Record<Key, string> = {
				name: title + revoked,
				handedOver: String(handedOver),
				median: medianSeconds === null ? '' : durationWords(medianSeconds),
				phones: String(devices.length),
				contact: heardMs === 0 ? '' : fullTime(heardMs),
				unsent: String(unsent),
			};
			return { id: assignmentId, cells };
		},
	);
}

export function volunteerTable(report: DriveReport): FileTable {
	return {
		name: `${report.drive.day} ${m.drive_export_volunteers()}`,
		heads: keys.map((key) => words[key]()),
		rows: volunteerRows(report).map(({ cells }) =>
			keys.map((key) => (numbers.has(key) ? { count: Number(cells[key]) } : (cells[key] ?? ''))),
		),
	};
}
