/** Providers of private mailboxes; addresses there belong to people, not to companies. */
const DOMAINS = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com live.com msn.com passport.com icloud.com me.com mac.com aol.com aim.com
   ymail.com rocketmail.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tuta.io tuta.com
   posteo.de posteo.net mailbox.org fastmail.com fastmail.fm hey.com zoho.com zohomail.com hushmail.com mail.com email.com
   usa.com gmx.net web.de t-online.de freenet.de arcor.de online.de 1und1.de kabelmail.de unitybox.de vodafone.de
   orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr libero.it virgilio.it alice.it tin.it
   tiscali.it tiscali.co.uk terra.es telefonica.net uol.com.br bol.com.br terra.com.br ig.com.br globo.com sapo.pt
   ziggo.nl kpnmail.nl planet.nl home.nl xs4all.nl chello.nl hetnet.nl upcmail.nl telenet.be skynet.be proximus.be
   bluewin.ch hispeed.ch sunrise.ch gmx.at aon.at chello.at btinternet.com btopenworld.com sky.com talktalk.net
   virginmedia.com ntlworld.com blueyonder.co.uk o2.co.uk comcast.net verizon.net att.net sbcglobal.net bellsouth.net
   cox.net charter.net earthlink.net juno.com optonline.net roadrunner.com rogers.com sympatico.ca shaw.ca telus.net
   bigpond.com bigpond.net.au optusnet.com.au xtra.co.nz mail.ru bk.ru inbox.ru list.ru yandex.ru yandex.com ya.ru
   rambler.ru ukr.net seznam.cz centrum.cz email.cz wp.pl o2.pl onet.pl interia.pl op.pl abv.bg inbox.lv telia.com
   spray.se bredband.net online.no broadpark.no mail.dk luukku.com qq.com 163.com 126.com sina.com sina.cn sohu.com
   yeah.net foxmail.com aliyun.com naver.com hanmail.net daum.net nate.com rediffmail.com docomo.ne.jp ezweb.ne.jp
   softbank.ne.jp nifty.com walla.com walla.co.il netvision.net.il privaterelay.appleid.com duck.com mozmail.com`.split(
    /\s+/,
  ),
)

/** the same providers under the endings of their countries */
const FAMILIES = /^(?:yahoo|ymail|hotmail|outlook|live|gmx|aol|yandex|windowslive)\.[a-z]{2,3}(?:\.[a-z]{2})?$/

/** Whether a domain, in lower case, gives mailboxes to anyone. */
export function isFreeMail(domain: string): boolean {
  return DOMAINS.has(domain) || FAMILIES.test(domain)
}
