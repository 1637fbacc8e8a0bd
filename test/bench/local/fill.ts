/** In the page of the built app, beside it: writes so many drafts, or students of a drive, with the phone's own storage code. */
import { openDevice } from '#lib/device/device.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';

const surnames = '王李张刘陈杨黄赵吴周';

async function fill(count: number): Promise<string> {
	const device = openDevice({ clock: systemClock, random: systemRandom });
	await device.open();
	let id = '';
	for (let i = 0; i < count; i++) {
		const fields = {
			name: `${surnames[i % 10]}同学${i}`,
			idType: 'resident-id',
			phone: `139${String(i).padStart(8, '0')}`,
			address: `云南省昆明市呈贡区雨花街道春融西路${i}号`,
			remark: '一份与别的差不多的登记',
		};
		({ id } = await device.enrollments.create({
			schemeId: 'yunnan-kunming-2023',
			schoolCode: 'kmmu',
			fields,
		}));
	}
	device.close();
	return id;
}

interface DriveFilling {
	driveId: string;
	passphrase: string;
	/** How many are handed over, and how many forms are only begun. */
	sealed: number;
	begun: number;
}

export type DriveFill = typeof fillDrive;

/** For who is signed in, with a vault. */
async function fillDrive({ driveId, passphrase, sealed, begun }: DriveFilling): Promise<void> {
	const device = openDevice({ clock: systemClock, random: systemRandom });
	await device.open();
	await (await device.vault()).unlock(passphrase);
	const drives = await device.drives();
	const consent = { textVersion: '1', textHash: 'a'.repeat(64), givenAtMs: Date.now() };
	for (let i = 0; i < sealed + begun; i++) {
		const { id } = await drives.begin(driveId, ['临床医学院', '护理学院', '药学院'][i % 3]!);
		const name = i < sealed ? `${surnames[i % 10]}同学${i}` : `未完成${i}`;
		const fields = { name, idType: 'resident-id', phone: `139${String(i).padStart(8, '0')}` };
		await drives.edit(id, {
			consent,
			schoolConfirmed: true,
			fields: { ...fields, studentNumber: `2022${i}` },
		});
		if (i < sealed) await drives.handOver(id, { kind: 'on-this-phone', witness: '李老师' });
	}
	device.close();
}

Object.assign(globalThis, { fill, fillDrive });
