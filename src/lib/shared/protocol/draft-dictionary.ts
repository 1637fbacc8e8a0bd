/**
 * What drafts have in common, so that a packed one says it no more: `deflate-dict-1`. What is sealed was packed with
 * these very bytes and opens with no others: never change them. Another dictionary is another constant with another name.
 *
 * Deflate finds what stands near the end cheapest: whole skeletons last, rare words first.
 */
const rareWords =
	'丧偶离婚再婚复婚初婚护照passporthk-macao-taiwan-permit,"hardshipKind":"monitored""subsistence""destitute""disabled"' +
	'"active-elsewhere""lump-sum","lumpSumThrough":"2023-"identity-place""employee""resident""commercial""flexible"' +
	',"hardshipCertifiedIn":","hardshipPlace":","hardshipChooses":"college"街道社区村委会组号栋单元室镇乡自治县自治州' +
	'北京市天津市上海市重庆市河北省山西省辽宁省吉林省黑龙江省江苏省浙江省安徽省福建省江西省山东省河南省湖北省湖南省广东省海南省' +
	'四川省贵州省陕西省甘肃省青海省内蒙古广西西藏宁夏新疆云南省昆明市五华区盘龙区官渡区西山区呈贡区安宁市长春市朝阳区南关区净月区' +
	'曲靖市玉溪市大理白族自治州红河哈尼族彝族自治州文山壮族苗族自治州楚雄彝族自治州昭通市保山市丽江市普洱市临沧市' +
	'大学学院学校校区宿舍公寓人文理工经济管理信息工程医学法学外国语数学物理化学生命科学材料机械电力农业林业艺术体育马克思主义' +
	'中国银行农业银行工商银行建设银行邮政储蓄银行农村信用社';

const fieldNames =
	'{"fields":{"accountName":"","accountNumber":"6228","bankName":"中国","domicileDivision":"530' +
	'","gender":"男","gender":"女","ethnicity":"彝族白族回族哈尼族傣族壮族苗族纳西族满族朝鲜族蒙古族藏族土家族","maritalStatus":"已婚",' +
	'"origin":"out-of-province","origin":null,"insured":null,"programmeYears":"4","entryYear":"2021","entryYear":"2020';

/** Fields stand in the order of their names. */
const skeletons =
	'{"schemeId":"changchun-2023","schoolCode":"demo","fields":{' +
	'{"schemeId":"yunnan-kunming-2023","schoolCode":"kust","fields":{"address":"云南省昆明市呈贡区大学宿舍","domicileAddress":"' +
	'云南省昆明市呈贡区","entryYear":"2022","ethnicity":"汉族","hardshipKind":"none",' +
	'"idNumber":"530102200401011234","idType":"resident-id","insuranceKind":"城乡居民基本医疗保险","insured":"none",' +
	'"letterDate":"2022-10-15","maritalStatus":"未婚","medicalDivision":"云南省昆明市","name":"李","origin":"in-province",' +
	'"phone":"13888","studentNumber":"2022"},"consent":{"textVersion":"2022-10.1.zh-CN","textHash":"' +
	'","givenAtMs":17},"signature":null,"signatureHash":null,"contentHash":"","signature":{"method":"typed","typedName":"' +
	'","signature":{"method":"drawn","moves":[[[123,456,0],[278,390,612],[534,156,1890],[12,3,17],[[' +
	'1,-1,17],[2,-2,16],[0,1,17],[-3,4,8],[5,-6,8],[-7,0,9],[1,0,17],[0,-1,16],[-1,1,17],[2,0,16],[-4,3,17],[3,-3,16]]' +
	'],"padHeight":500,"textHash":"","covers":["name","idType","idNumber","medicalDivision","letterDate","school"],' +
	'"signedAtMs":17},"signatureHash":"","contentHash":"","schoolConfirmed":false,"college":"","schoolConfirmed":true,' +
	'"college":"学院","startedAtMs":17,"finishedAtMs":17,"confirmation":{"kind":"own-phone","tokenHash":"' +
	'","confirmation":{"kind":"on-this-phone","witness":""}}';

export const draftDictionary1 = rareWords + fieldNames + skeletons;
