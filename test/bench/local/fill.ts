/** In the page of the built app, beside it: writes so many drafts with the phone's own storage code. */
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

Object.assign(globalThis, { fill });
