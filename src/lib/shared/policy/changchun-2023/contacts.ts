import type { Scheme } from '../scheme.ts';

type Contact = Scheme['contacts'][number];

function office(zh: string, en: string, phone: string): Contact {
	return { name: { zh, en }, kind: 'insurance-office', phone, doubtful: false, cites: ['C13'] };
}

type Doubt = Contact['note'];

function tax(zh: string, en: string, phone: string, note?: Doubt): Contact {
	const contact: Contact = { name: { zh, en }, kind: 'tax-office', phone, doubtful: !!note, cites: ['C14'] };
	return note ? { ...contact, note } : contact;
}

/** What the number probably is, where the scan spoils it. */
function reading(phone: string): Doubt {
	return { zh: `扫描不清，可能是 ${phone}`, en: `Unclear in the scan, probably ${phone}` };
}

const pattern: Doubt = {
	zh: '与其他 8050xxxx 号码不同，请核对',
	en: 'Breaks the pattern 8050xxxx of the others: check it',
};

export const contacts: Contact[] = [
	office('长春市', 'Changchun', '81110067'),
	office('九台区', 'Jiutai', '82359963'),
	office('双阳区', 'Shuangyang', '84222773'),
	office('榆树市', 'Yushu', '83850061'),
	office('德惠市', 'Dehui', '87297631'),
	office('农安县', 'Nong’an', '83297099'),
	office('公主岭市', 'Gongzhuling', '0434-5069918'),
	tax('朝阳区', 'Chaoyang', '0431-80503780'),
	tax('南关区', 'Nanguan', '0431-80503252'),
	tax('宽城区', 'Kuancheng', '0431-80504596'),
	tax('二道区', 'Erdao', '0431-80808082', pattern),
	tax('绿园区', 'Lüyuan', '0431-80604767', pattern),
	tax('经济技术开发区', 'Economic and Technological Zone', '0431-80506560'),
	tax('高新技术产业开发区', 'High-tech Zone', '0431-80507333'),
	tax('汽车经济技术开发区', 'Automobile Zone', '0431-80507400'),
	tax('净月经济技术开发区', 'Jingyue Zone', '0431-80507702'),
	tax('莲花山生态旅游度假区', 'Lianhuashan Resort', '0431-80508071'),
	tax('九台区', 'Jiutai', '0431-80508615'),
	tax('双阳区', 'Shuangyang', '0131-80508222', reading('0431-80508222')),
	tax('榆树市', 'Yushu', '0431-80508776'),
	tax('德惠市', 'Dehui', 'M31-80509191', reading('0431-80509191')),
	tax('农安县', 'Nong’an', 'M31-80509376', reading('0431-80509376')),
	tax('公主岭市局', 'Gongzhuling', '0434-5160079'),
	tax('公主岭园区', 'Gongzhuling Park', '043午5160215', reading('0434-5160215')),
	tax('公主岭经开', 'Gongzhuling Economic Zone', '0431-5160813', reading('0434-5160813')),
];
