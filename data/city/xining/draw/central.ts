import type { Km } from './frame.ts';
import { path } from './stroke.ts';

/** A sub-district of the four central districts. */
export type Subdistrict = {
  code: string;
  zh: string;
  en: string;
  /** Where in the schematic it lies. */
  seed: Km;
  /** How many communities' worth of cells it gets. */
  share: number;
  communities: readonly string[];
};

/**
 * Two lines for each sub-district: `code | Chinese | English | seed`, with its share where that is
 * not the number of its communities, and its communities as `Chinese=English`. A star marks a
 * village; the others are urban communities.
 */
function subdistricts(table: string): Subdistrict[] {
  const lines = table.trim().split('\n');
  return lines.flatMap((line, i) => {
    if (i % 2 === 1) return [];
    const [code, zh, en, seed, share] = line.trim().split(' | ') as [string, string, string, string, string?];
    const communities = lines[i + 1]!.trim().split(' ');
    return [{ code, zh, en, seed: path(seed)[0]!, share: Number(share ?? communities.length), communities }];
  });
}

export const chengdong = subdistricts(`
  630102001 | 东关大街街道 | Dongguan Street Sub-district | 1.45 0.15
    北关=Beiguan 慈幼=Ciyou 五一=Wuyi
  630102002 | 清真巷街道 | Qingzhenxiang Sub-district | 1.45 -0.6
    团结=Tuanjie 夏都花园=Xiadu_Garden 南小街=Nanxiao_Street 凤凰园=Fenghuangyuan 磨尔园=Moeryuan
  630102003 | 大众街街道 | Dazhong Street Sub-district | 3.3 -1.05
    凯旋=Kaixuan 园山=Yuanshan 树林巷=Shulin_Alley 共和路=Gonghe_Road 德令哈=Delingha 安泰=Antai 康西=Kangxi 梨园=Liyuan 友谊*=Youyi 先进*=Xianjin
  630102004 | 周家泉街道 | Zhoujiaquan Sub-district | 2.5 -0.05
    杨家巷=Yangjia_Alley 建国路=Jianguo_Road 为民巷=Weimin_Alley 白家河湾=Baijiahewan 联合*=Lianhe
  630102005 | 火车站街道 | Railway Station Sub-district | 2.8 1.2 | 5.5
    车站=Chezhan 中庄=Zhongzhuang 幸福=Xingfu 富民路=Fumin_Road
  630102006 | 八一路街道 | Bayi Road Sub-district | 4.9 -1.2
    学院=Xueyuan 康东=Kangdong 康南=Kangnan 康宁=Kangning 博雅路南=Boya_Road_South 团结*=Tuanjie
  630102007 | 林家崖街道 | Linjiaya Sub-district | 4.5 0.7
    蓝天=Lantian 站西=Zhanxi 林家崖*=Linjiaya 路家庄*=Lujiazhuang
  630102100 | 乐家湾镇 | Lejiawan Town | 7.3 -2.9
    乐家湾=Lejiawan 金桥路=Jinqiao_Road 明杏=Mingxing 泉景=Quanjing 上十里铺*=Shangshilipu 塔尔山*=Taershan 下十里铺*=Xiashilipu 乐家湾*=Lejiawan 杨沟湾*=Yanggouwan
  630102101 | 韵家口镇 | Yunjiakou Town | 7.6 -1.1
    东兴=Dongxing 东盛=Dongsheng 纺织=Fangzhi 育才路=Yucai_Road 中庄*=Zhongzhuang 褚家营*=Chujiaying 小寨*=Xiaozhai 韵家口*=Yunjiakou 泮子山*=Panzishan 付家寨*=Fujiazhai 朱家庄*=Zhujiazhuang 王家庄*=Wangjiazhuang 曹家寨*=Caojiazhai
  630102400 | 东川工业园 | Dongchuan Industrial Park | 10.1 -5.5 | 4
    东川工业园=Dongchuan_Industrial_Park
`);

export const chengzhong = subdistricts(`
  630103001 | 人民街街道 | Renmin Street Sub-district | 0.1 -0.35
    南关街=Nanguan_Street 水井巷=Shuijing_Alley
  630103002 | 南滩街道 | Nantan Sub-district | -0.1 -1.2
    农建=Nongjian 南山东=Nanshan_East 南山西=Nanshan_West 南山=Nanshan 新青=Xinqing 建新=Jianxin
  630103003 | 仓门街街道 | Cangmen Street Sub-district | 0.5 0.3
    石坡街=Shipo_Street 前营街=Qianying_Street
  630103004 | 礼让街街道 | Lirang Street Sub-district | -0.45 0.4
    长江路=Changjiang_Road 七一路西=Qiyi_Road_West 解放路=Jiefang_Road
  630103005 | 饮马街街道 | Yinma Street Sub-district | 0.1 1.1
    东大街=Dongda_Street 上滨河路=Shangbinhe_Road 文化街=Wenhua_Street
  630103006 | 南川东路街道 | Nanchuan East Road Sub-district | -1.4 -3.0
    龙泰=Longtai 二机=Erji 兴旺=Xingwang 瑞驰=Ruichi 水磨*=Shuimo 红光*=Hongguang 南酉山*=Nanyoushan 南园*=Nanyuan
  630103007 | 南川西路街道 | Nanchuan West Road Sub-district | -2.7 -2.6
    福禄巷北=Fulu_Alley_North 西台=Xitai 东台=Dongtai 福禄巷南=Fulu_Alley_South 香格里拉=Shangri-La 安宁路=Anning_Road 沈家寨*=Shenjiazhai 红星*=Hongxing 新青*=Xinqing 园树*=Yuanshu 贾小*=Jiaxiao
  630103100 | 总寨镇 | Zongzhai Town | -3.3 -5.48
    清华路=Qinghua_Road 金十字=Jinshizi 新城=Xincheng 王斌堡*=Wangbinbu 张家庄*=Zhangjiazhuang 清河*=Qinghe 清水河*=Qingshuihe 总南*=Zongnan 总北*=Zongbei 谢家寨*=Xiejiazhai 塘马坊*=Tangmafang 杜家庄*=Dujiazhuang 泉尔湾*=Quanerwan 新庄*=Xinzhuang 逯家寨*=Lujiazhai 王家山*=Wangjiashan 元堡子*=Yuanbuzi 星家*=Xingjia 新安*=Xinan 享堂*=Xiangtang 陈家窑*=Chenjiayao 莫家沟*=Mojiagou 下细沟*=Xiaxigou 上细沟*=Shangxigou 下野牛沟*=Xiayeniugou 上野牛沟*=Shangyeniugou
  630103400 | 南川工业园 | Nanchuan Industrial Park | -4.7 -7.66 | 3
    南川工业园=Nanchuan_Industrial_Park
`);

export const chengxi = subdistricts(`
  630104001 | 西关大街街道 | Xiguan Street Sub-district | -1.5 0.75
    南气象巷=Nanqixiang_Alley 贾小=Jiaxiao 北气象巷=Beiqixiang_Alley
  630104002 | 古城台街道 | Guchengtai Sub-district | -2.2 -0.45
    学院巷=Xueyuan_Alley 青年巷=Qingnian_Alley 昆仑路东=Kunlun_Road_East 昆仑路西=Kunlun_Road_West
  630104003 | 虎台街道 | Hutai Sub-district | -3.7 0.9
    海晏路=Haiyan_Road 医财巷东=Yicai_Alley_East 医财巷西=Yicai_Alley_West 冷湖路=Lenghu_Road 新西=Xinxi 殷家庄=Yinjiazhuang 虎台=Hutai 杨家寨*=Yangjiazhai 苏家河湾*=Sujiahewan
  630104004 | 胜利路街道 | Shengli Road Sub-district | -1.6 0.1
    西交通巷=West_Jiaotong_Alley 公园巷=Gongyuan_Alley 东交通巷=East_Jiaotong_Alley 北商业巷=North_Shangye_Alley
  630104005 | 兴海路街道 | Xinghai Road Sub-district | -2.7 1.6
    兴胜巷=Xingsheng_Alley 中华巷=Zhonghua_Alley 尕寺巷=Gasi_Alley
  630104006 | 文汇路街道 | Wenhui Road Sub-district | -5.6 1.5
    文亭巷=Wenting_Alley 文博路=Wenbo_Road 海湖广场=Haihu_Square 科普路=Kepu_Road
  630104007 | 通海路街道 | Tonghai Road Sub-district | -5.8 2.9
    文成路=Wencheng_Road 桃李路=Taoli_Road 光华路=Guanghua_Road 文景街西=Wenjing_Street_West
  630104100 | 彭家寨镇 | Pengjiazhai Town | -9.6 2.7
    西川南路=Xichuan_South_Road 富兴路=Fuxing_Road 彭家寨*=Pengjiazhai 西北园*=Xibeiyuan 刘家寨*=Liujiazhai 汉庄*=Hanzhuang 张家湾*=Zhangjiawan 杨家湾*=Yangjiawan 阴山堂*=Yinshantang 火西*=Huoxi 火东*=Huodong 晨光*=Chenguang
`);

export const chengbei = subdistricts(`
  630105001 | 朝阳街道 | Chaoyang Sub-district | 0.1 3.4
    朝阳=Chaoyang 山川=Shanchuan 北川河东路=Beichuan_River_East_Road 祁连路西=Qilian_Road_West 北山=Beishan 朝阳西路=Chaoyang_West_Road 北园*=Beiyuan 朝阳*=Chaoyang 祁家城*=Qijiacheng 寺台子*=Sitaizi 新民*=Xinmin
  630105002 | 小桥大街街道 | Xiaoqiao Street Sub-district | -1.9 3.8
    建设巷=Jianshe_Alley 新海桥=Xinhaiqiao 毛胜寺=Maoshengsi 小桥=Xiaoqiao 新世纪=Xinshiji 西海路=Xihai_Road 毛胜寺*=Maoshengsi 北杏园*=Beixingyuan 陶家寨*=Taojiazhai 陶新*=Taoxin 小桥*=Xiaoqiao
  630105003 | 马坊街道 | Mafang Sub-district | -4.6 4.2 | 11
    西杏园=Xixingyuan 马坊东=Mafang_East 青工=Qinggong 汽运=Qiyun 光明=Guangming 新村=Xincun 欣乐=Xinle 幸福=Xingfu 海湖桥西=Haihu_Bridge_West 西杏园*=Xixingyuan 马坊*=Mafang 盐庄*=Yanzhuang 三其*=Sanqi
  630105004 | 火车西站街道 | West Railway Station Sub-district | -8.6 4.7 | 8
    萨尔斯堡=Salzburg 美丽水街=Meili_Water_Street 湟水河畔=Huangshui_Riverside 火车西站=West_Railway_Station 盐庄=Yanzhuang
  630105100 | 大堡子镇 | Dabuzi Town | -10.9 5.2 | 11
    一机床=Yijichuang 工具厂=Gongjuchang 大堡子*=Dabuzi 严小*=Yanxiao 宋家寨*=Songjiazhai 晋家湾*=Jinjiawan 鲍家寨*=Baojiazhai 朱南*=Zhunan 朱北*=Zhubei 吧浪*=Balang 吴仲*=Wuzhong 汪家寨*=Wangjiazhai 乙其寨*=Yiqizhai 陶南*=Taonan 陶北*=Taobei
  630105101 | 廿里铺镇 | Nianlipu Town | -2.3 6.56
    生物园=Shengwuyuan 泉湾=Quanwan 高教路=Gaojiao_Road 廿里铺*=Nianlipu 花园台*=Huayuantai 孙家寨*=Sunjiazhai 小寨*=Xiaozhai 莫家庄*=Mojiazhuang 新*=Xin 石头磊*=Shitoulei 魏家庄*=Weijiazhuang 九家湾*=Jiujiawan 郭家塔*=Guojiata 双苏堡*=Shuangsubu
  630105400 | 生物科技产业园 | Biotechnology Industrial Park | -3.5 8.56 | 3
    生物科技产业园=Biotechnology_Industrial_Park
`);
