"""What attackers put into articles: payloads by what they try, the places that carry them, and their disguises.

Each payload calls `alert(…)`, or leads to where it would.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from crawler.cleaning import clean

URL = "https://example.org/news/article.html"

_EVENTS = (
    "onload onerror onclick onmouseover onmouseenter onfocus onfocusin onblur ontoggle onbeforetoggle onscroll "
    "onwheel onpointerover onpointerenter onanimationstart onanimationend ontransitionend ontransitionrun onbegin "
    "onend onrepeat oncut oncopy onpaste oninput onchange onsubmit onreset oninvalid onsearch onkeydown "
    "oncontextmenu ondrag ondrop oncanplay onloadstart onloadedmetadata ontimeupdate onplay onpageshow onhashchange "
    "onmessage onresize onstart onfinish onbounce oncontentvisibilityautostatechange onscrollend "
    "onsecuritypolicyviolation onwebkitanimationstart"
).split()
_HANDLED = (
    "p div a img svg body video audio iframe details input button marquee table td style math form select textarea "
    "object embed custom-element"
).split()

_SCRIPT_ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\tjavascript:alert(1)",
    "\x01javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\r\nscript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script&colon;alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "&#0000106avascript:alert(1)",
    "&#x01;javascript:alert(1)",
    "&#32;javascript:alert(1)",
    "java\x00script:alert(1)",
    "javascript://example.org/%0aalert(1)",
    "javascript:/*--></title></style></textarea></script><svg onload=alert(1)>*/alert(1)",
    "view-source:javascript:alert(1)",
    "feed:javascript:alert(1)",
    "vbscript:msgbox(1)",
    "livescript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "DATA:text/html;charset=utf-8,<script>alert(1)</script>",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "data:application/xhtml+xml,<script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script>",
    "blob:http://127.0.0.1/1",
    "filesystem:http://127.0.0.1/temporary/x.html",
    "file:///etc/passwd",
    "about:blank",
    "jar:javascript:alert(1)!/",
    "ws://127.0.0.1/",
    "intent://x#Intent;scheme=javascript;end",
    "https://user:password@example.org/",
    "https://example.org@127.0.0.1/",
]
_TAKING_ADDRESSES = [
    '<a href="{}">x</a>',
    '<a href="#" xlink:href="{}">x</a>',
    '<a href="https://example.org/" ping="{}">x</a>',
    '<area href="{}">',
    '<img src="{}">',
    '<img src=x srcset="{} 2x">',
    '<img src=x longdesc="{}" lowsrc="{}" dynsrc="{}">',
    '<picture><source srcset="{}"><img src=x></picture>',
    '<video src="{}" controls></video>',
    '<video poster="{}" src=x></video>',
    '<video><source src="{}"></video>',
    '<video src=x><track src="{}"></video>',
    '<audio src="{}"></audio>',
    '<iframe src="{}"></iframe>',
    '<frameset><frame src="{}"></frameset>',
    '<embed src="{}">',
    '<object data="{}"></object>',
    '<object><param name=movie value="{}"></object>',
    '<applet code="{}"></applet>',
    '<form action="{}"><input type=submit></form>',
    '<button form=f formaction="{}">x</button>',
    '<input type=image src="{}" formaction="{}">',
    '<isindex action="{}">',
    '<blockquote cite="{}">x</blockquote>',
    '<q cite="{}">x</q>',
    '<del cite="{}">x</del>',
    '<base href="{}">',
    '<link rel=stylesheet href="{}">',
    '<link rel=import href="{}">',
    '<script src="{}"></script>',
    '<body background="{}">x</body>',
    '<table background="{}"><tr><td background="{}">x</table>',
    '<meta http-equiv=refresh content="0;url={}">',
    '<svg><a href="{}"><text y=9>x</text></a></svg>',
    '<svg><a xlink:href="{}"><text y=9>x</text></a></svg>',
    '<svg><use href="{}"/></svg>',
    '<svg><image href="{}"/></svg>',
    '<svg><script href="{}"/></svg>',
    '<svg><a><animate attributeName=href values="{}"/><text y=9>x</text></a></svg>',
    '<svg><a><set attributeName=href to="{}"/><text y=9>x</text></a></svg>',
    '<math href="{}">x</math>',
    '<math><maction actiontype=statusline xlink:href="{}">x</maction></math>',
    '<p style="background:url({})">x</p>',
    '<div style="behavior:url({})">x</div>',
    '<html manifest="{}">x</html>',
]

SCRIPTS = [
    "<script>alert(1)</script>",
    "<SCRIPT>alert(1)</SCRIPT>",
    "<script\n>alert(1)</script\n>",
    "<script/x>alert(1)</script>",
    "<script>alert(1)",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1)//<</script>",
    "<script type=module>alert(1)</script>",
    "<script async>alert(1)</script>",
    "<script/src=//127.0.0.1/boom.js></script>",
    "<script\x00>alert(1)</script>",
    "<\x00script>alert(1)</script>",
    "<script\x0c>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<!--!><script>alert(1)</script>",
    "<!--- --!><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<!DOCTYPE x [<!ENTITY y '<script>alert(1)</script>'>]>&y;",
    "<!<script>alert(1)</script>",
    "<%<script>alert(1)</script>%>",
    "</script><script>alert(1)</script>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><script>alert&#40;1&#41;</script></svg>",
    "<svg><script/href=data:,alert(1) />",
    "<math><script>alert(1)</script></math>",
    "<noscript><p title='</noscript><script>alert(1)</script>'>",
    "<template><script>alert(1)</script></template>",
    "<div><template shadowrootmode=open><script>alert(1)</script></template></div>",
    "<object><script>alert(1)</script></object>",
    "<xmp></xmp><script>alert(1)</script>",
    "<plaintext><script>alert(1)</script>",
    "<listing>&lt;script&gt;alert(1)&lt;/script&gt;</listing>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<iframe srcdoc='&lt;img src=x onerror=parent.alert(1)&gt;' src='https://www.youtube.com/embed/x'></iframe>",
    "<pre>&lt;script&gt;alert(1)&lt;/script&gt;</pre>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
]

HANDLERS = [
    *(f"<{element} {event}=alert(1) src=x>x</{element}>" for element in _HANDLED for event in _EVENTS),
    "<img src=x onerror=alert(1)//",
    "<img src=x onerror\n=alert(1)>",
    "<img src=x onerror\x0b=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    '<img src="x"onerror="alert(1)">',
    "<img src=x ONERROR=alert(1)>",
    "<img src=x onerror=&#97;lert(1)>",
    "<img src=x onerror='al\\u0065rt(1)'>",
    "<img \x00src=x \x00onerror=alert(1)>",
    "<img src=`x`onerror=alert(1)>",
    "<img src='x' alt='`><img src=x onerror=alert(1)>'>",
    '<img src=x alt="\'><img src=x onerror=alert(1)>">',
    "<img src=x title='x' onerror='alert(1)' title='y'>",
    '<a title="&quot; onmouseover=alert(1) x=&quot;">x</a>',
    '<img data-x="&quot;><img src=x onerror=alert(1)>" src=x>',
    '<p data-"><img src=x onerror=alert(1)>="1">x</p>',
    "<p data-x<img/src=x/onerror=alert(1)>=1>x</p>",
    "<image src=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<html onclick=alert(1)>x",
    "<frameset onload=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><discard onbegin=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)>",
    "<textarea autofocus onfocus=alert(1)>",
    "<p tabindex=0 autofocus onfocus=alert(1)>x</p>",
    "<div contenteditable autofocus onfocus=alert(1)>x</div>",
    "<a accesskey=x onclick=alert(1) id=x>x</a>",
    "<details open ontoggle=alert(1)>x</details>",
    "<details open><summary onclick=alert(1)>x</summary>y</details>",
    "<video onerror=alert(1)><source></video>",
    "<video><source onerror=alert(1) src=x></video>",
    "<audio src=x onerror=alert(1)></audio>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<button popovertarget=x>y</button><p popover id=x onbeforetoggle=alert(1)>z</p>",
    "<dialog open oncancel=alert(1) onclose=alert(1)>x</dialog>",
    "<object data=x onerror=alert(1)></object>",
    "<style onload=alert(1)></style>",
    "<link rel=stylesheet href=x onerror=alert(1)>",
    "<math><mi onclick=alert(1)>x</mi></math>",
    "<xss onpointerrawupdate=alert(1)>x</xss>",
    "<x onclick=alert(1) style='position:fixed;inset:0'>x</x>",
]

ADDRESSES = [place.replace("{}", address) for place in _TAKING_ADDRESSES for address in _SCRIPT_ADDRESSES]

STYLES = [
    "<style>@import 'http://127.0.0.1/boom.css';</style>",
    "<style>*{x:expression(alert(1))}</style>",
    "<style><img src='</style><img src=x onerror=alert(1)>'></style>",
    "<style><!--</style><script>alert(1)</script>--></style>",
    "<p style='x:expression(alert(1))'>x</p>",
    "<p style='position:fixed;top:0;left:0;width:100%;height:100%;z-index:9999'>x</p>",
    "<p style='-moz-binding:url(http://127.0.0.1/x.xml#y)'>x</p>",
    "<p style='background:&#117;rl(javascript:alert(1))'>x</p>",
    "<p style=\"font-family:'x\\27 onclick=alert(1)//'\">x</p>",
    "<p style='animation-name:spin' onanimationstart=alert(1)>x</p>",
    "<link rel=stylesheet href=//127.0.0.1/boom.css>",
    "<font style='x' color=red size=7 face='x'>x</font>",
    "<div class='modal-backdrop' style='inset:0'>x</div>",
]

# Text that is harmless as one parser reads it, and not as the next one does (mutation XSS).
MUTATIONS = [
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<svg><style>&lt;img src=x onerror=alert(1)&gt;</style></svg>",
    "<svg><p><style><a title='</style><img src=x onerror=alert(1)>'></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=alert(1)>",
    "<math><annotation-xml encoding='text/html'><style><img src=x onerror=alert(1)></style></annotation-xml></math>",
    "<math><mi><mglyph><svg><mtext><style><path id='</style><img onerror=alert(1) src=1>'></style></mtext></svg>",
    "<svg><foreignObject><math><mi><style><img src=x onerror=alert(1)></style></mi></math></foreignObject></svg>",
    "<svg><desc><svg><title><style><img src=x onerror=alert(1)></style></title></svg></desc></svg>",
    "<svg><title><![CDATA[</title><img src=x onerror=alert(1)>]]></svg>",
    "<svg><![CDATA[><image xlink:href=']]><img src=x onerror=alert(1)>'></svg>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<noembed><p title='</noembed><img src=x onerror=alert(1)>'>",
    "<noframes><p title='</noframes><img src=x onerror=alert(1)>'>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "<iframe><p title='</iframe><img src=x onerror=alert(1)>'>",
    "<textarea><p title='</textarea><img src=x onerror=alert(1)>'>",
    "<title><p title='</title><img src=x onerror=alert(1)>'>",
    "<select><p title='</select><img src=x onerror=alert(1)>'>",
    "<select><style></select><img src=x onerror=alert(1)></style>",
    "<select><template><style><!--</select><img src=x onerror=alert(1)>--></style>",
    "<table><style><!--</table><img src=x onerror=alert(1)>--></style>",
    "<table><td><form><table><td></form><img src=x onerror=alert(1)>",
    "<p><table><caption><svg><style></caption><img src=x onerror=alert(1)></style>",
    "<a href='x'><table><a href='y'><img src=x onerror=alert(1)></a></table></a>",
    "<option><style></option></select><b><img src=x onerror=alert(1)></style></option>",
    "<comment><img src='</comment><img src=x onerror=alert(1)>'></comment>",
    "<!--[if true]><img src=x onerror=alert(1)><![endif]-->",
    "<!--<img src='--><img src=x onerror=alert(1)//'>",
    "<![><img src='<![><img src=x onerror=alert(1)//'>",
    "<? foo='><script>alert(1)</script>'>",
    "<p title='&lt;/p&gt;&lt;img src=x onerror=alert(1)&gt;'>x</p>",
    '<p title="&#34;&gt;&lt;img src=x onerror=alert(1)&gt;">x</p>',
    "<img alt='``onerror=alert(1)' src=x>",
    "<pre>\n\n<listing>\n<img src=x onerror=alert(1)></listing></pre>",
    "<b><i></b><script>alert(1)</i></script>",
    "<div><div><math><div><mi></div><style><img src=x onerror=alert(1)></style>",
    "<annotation-xml><foreignobject><style><!--</style><p id='--><img src=x onerror=alert(1)>'>",
    "<style><style /><img src=x onerror=alert(1)>",
    "&lt;img src=x onerror=alert(1)&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "&#x3c;img src=x onerror=alert(1)&#x3e;",
    "\u2028<img src=x onerror=alert(1)>",
    "<\u017fcript>alert(1)</\u017fcript>",
    "<\u212aeygen autofocus onfocus=alert(1)>",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
]

CLOBBERING = [
    *(
        f"<{element} {attribute}={name} href='x' action='x'>x</{element}>"
        for element in ("a", "img", "form", "object", "embed", "iframe", "input", "p", "map")
        for attribute in ("id", "name")
        for name in ("getElementById", "cookie", "body", "location", "CONFIG", "jQuery", "querySelector", "__proto__")
    ),
    "<form id=x><input name=attributes><input name=innerHTML></form>",
    "<a id=CONFIG></a><a id=CONFIG name=src href='javascript:alert(1)'></a>",
    "<iframe name=CONFIG srcdoc='<a id=x href=javascript:alert(1)>'></iframe>",
    "<a href='#getElementById'>x</a><p id=getElementById>y</p>",
    "<label for=search>x</label><output for=search>y</output>",
]

INTRUDERS = [
    "<base href='http://127.0.0.1:1/'>",
    "<base target=_top>",
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1:1/'>",
    "<meta http-equiv=Content-Security-Policy content=\"script-src 'none'\">",
    "<meta http-equiv=set-cookie content='x=y'>",
    "<link rel=icon href=x><link rel=preload as=script href=x><link rel=canonical href=x>",
    "<form action=http://127.0.0.1:1/><input name=password type=password><button>log in</button></form>",
    "<form><textarea name=x>y</textarea><select><option>z</select><keygen></form>",
    "<object data='http://127.0.0.1:1/x.swf' type=application/x-shockwave-flash></object>",
    "<embed src='http://127.0.0.1:1/x.swf'>",
    "<applet code=X.class archive=x.jar></applet>",
    "<iframe src='http://127.0.0.1:1/'></iframe>",
    "<iframe src='https://www.youtube.com.example.org/embed/x'></iframe>",
    "<iframe src='https://example.org/https://www.youtube.com/embed/x'></iframe>",
    "<iframe src='https://www.youtube.com@example.org/embed/x'></iframe>",
    "<iframe src='https://www.youtube.com:8443/embed/x'></iframe>",
    "<iframe src='https://www.youtube.com/redirect?q=https://example.org'></iframe>",
    "<iframe src='https://www.youtube.com/embed/../redirect?q=https://example.org'></iframe>",
    "<iframe src='https://www.youtube.com/embed/%2e%2e/redirect'></iframe>",
    "<iframe src='https:\\\\www.youtube.com\\embed\\x'></iframe>",
    "<iframe src='//example.org/'></iframe>",
    "<iframe src='/x'></iframe>",
    "<iframe></iframe>",
    "<portal src=http://127.0.0.1:1/></portal>",
    "<fencedframe src=http://127.0.0.1:1/></fencedframe>",
    "<img src=https://example.org/x.gif width=1 height=1>",
    "<img src=https://example.org/x.gif style='width:1px;height:1px'>",
    "<canvas></canvas><dialog open>x</dialog><slot name=x>y</slot>",
    "<a href=https://example.org/ target=_top>x</a>",
    "<a href=https://example.org/ target=CONFIG rel=opener>x</a>",
    "<a href=https://example.org/ download=x.exe>x</a>",
]

# Bodies that are harmless as HTML, and not as the Markdown that is made of them.
MARKDOWN = [
    "<p>[x](javascript:alert(1)) &lt;javascript:alert(1)&gt;</p>",
    "<p>[x](javascript&amp;colon;alert(1)) ![x](x&quot;onerror=&quot;alert(1))</p>",
    "<p>[x]: javascript:alert(1) '&lt;img src=x onerror=alert(1)&gt;'</p><p>[x]</p>",
    "<p>\\&lt;img src=x onerror=alert(1)&gt; &amp;lt;img src=x onerror=alert(1)&amp;gt;</p>",
    "<p>&lt;<b>img src=x onerror=alert(1)</b>&gt; &lt;<i></i>script&gt;alert(1)&lt;/script&gt;</p>",
    "<p>x<br>\n\n&lt;img src=x onerror=alert(1)&gt;</p>",
    "<p>\n&lt;script&gt;\nalert(1)\n&lt;/script&gt;\n</p>",
    "<p>[^1]</p><p>[^1]: &lt;img src=x onerror=alert(1)&gt;</p>",
    "<p>{: onclick=alert(1)}</p><h2>x {onmouseover=alert(1)}</h2>",
    "<h2>=\n\n&lt;img src=x onerror=alert(1)&gt;</h2>",
    "<ul><li>- [x](javascript:alert(1))<li>&gt; &lt;img src=x onerror=alert(1)&gt;</ul>",
    "<table><tr><th>a|b<tr><td>[x](javascript:alert(1))|&lt;img src=x onerror=alert(1)&gt;</table>",
    "<pre>```\n&lt;img src=x onerror=alert(1)&gt;\n```</pre>",
    "<pre>\n\n\n&lt;/pre&gt;\n\n&lt;img src=x onerror=alert(1)&gt;</pre>",
    "<pre><code class=language-x>~~~\n\n&lt;img src=x onerror=alert(1)&gt;</code></pre>",
    "<code>`[x](javascript:alert(1))`</code><code>``&lt;img src=x onerror=alert(1)&gt;</code>",
    "<a href='https://x.example/)[y](javascript:alert(1)'>x</a>",
    "<a href='https://x.example/&gt;)[y](javascript:alert(1)'>](javascript:alert(1))[</a>",
    "<a href='https://x.example/' title='&quot;)\n\n&lt;img src=x onerror=alert(1)&gt;'>x</a>",
    "<img src='https://x.example/y' alt='](x)&lt;img src=x onerror=alert(1)&gt;'>",
]

GROUPS = {
    "markdown": MARKDOWN,
    "scripts": SCRIPTS,
    "handlers": HANDLERS,
    "addresses": ADDRESSES,
    "styles": STYLES,
    "mutations": MUTATIONS,
    "clobbering": CLOBBERING,
    "intruders": INTRUDERS,
}

# Places that a payload may stand in, each read by rules of its own.
CARRIERS = [
    "{}",
    "<p>{}</p>",
    "<p>{}",
    "{}</p></div></body></html>",
    "<table>{}</table>",
    "<table><tr><td>{}</td></tr></table>",
    "<ul><li>{}</ul>",
    "<pre><code>{}</code></pre>",
    "<a href=https://example.org/>{}</a>",
    "<figure>{}<figcaption>x</figcaption></figure>",
    "<video>{}</video>",
    "<svg>{}</svg>",
    "<svg><foreignObject>{}</foreignObject></svg>",
    "<svg><desc>{}",
    "<svg><style>{}</style></svg>",
    "<math>{}</math>",
    "<math><mtext>{}</mtext></math>",
    "<math><annotation-xml encoding=text/html>{}",
    "<noscript>{}</noscript>",
    "<template>{}</template>",
    "<textarea>{}</textarea>",
    "<title>{}</title>",
    "<style>{}</style>",
    "<xmp>{}</xmp>",
    "<iframe>{}</iframe>",
    "<select>{}</select>",
    "<select><option>{}</option></select>",
    "<button>{}</button>",
    "<form>{}</form>",
    "<object>{}</object>",
    "<ruby>{}<rt>x</ruby>",
    "<!--{}-->",
    "<![CDATA[{}]]>",
    '<p title="{}">x</p>',
    "<p title='{}'>x</p>",
    "<img alt={} src=https://example.org/x.png>",
    "<html><head>{}</head><body>x</body></html>",
    "<frameset>{}</frameset>",
    "<div hidden>x</div>{}",
]


def disguised(payload: str) -> Iterator[str]:
    """The payload, and other spellings of it that some parsers read as the same."""
    yield payload
    yield payload.replace("<", "<\x00", 1)
    yield payload.replace(" ", "/")
    yield payload.replace(" ", "\x0c").replace("=", "\n=\n", 1)
    yield payload.replace("on", "oN").replace("script", "ScRiPt").replace("src", "SRC")
    yield payload.replace("alert", "&#97;lert").replace(":", "&colon;", 1)
    yield payload.replace("<", "&lt;").replace(">", "&gt;")
    yield payload.rstrip(">")
    yield payload.replace(">", ">\x1b\u202e\ufeff", 1)
    yield f"{payload}{payload[::-1]}"


def vectors() -> list[str]:
    """Thousands: the payloads, the short groups in every disguise and carrier, the long ones in turn."""
    short = [*SCRIPTS, *MARKDOWN, *HANDLERS[-60:], *STYLES, *MUTATIONS, *INTRUDERS]
    long = [*ADDRESSES, *HANDLERS[:-60], *CLOBBERING]
    found = [disguise for payload in short for disguise in disguised(payload)]
    found += [carrier.replace("{}", payload) for carrier in CARRIERS for payload in short]
    for number, payload in enumerate(long):
        disguises = list(disguised(payload))
        found += [payload, disguises[number % len(disguises)]]
        found.append(CARRIERS[number % len(CARRIERS)].replace("{}", payload))
    return list(dict.fromkeys(found))


@cache
def cleaned_vectors() -> Mapping[str, str]:
    """Each vector and what cleaning leaves of it; they are many, so it is done once."""
    return {vector: clean(vector, url=URL) for vector in vectors()}
