"""Articles that break sites: what template engines, Markdown, front matter and file systems stumble over."""

from __future__ import annotations

from html import escape

from crawler.publishing import Post
from tests.publishing.posts import a_post

# Text that some engine takes for an instruction.
TEXTS = [
    # Nunjucks, Liquid, Jinja, Tera, EJS, Handlebars
    "{{ x }}",
    "{{ 1 + 1 }}",
    "{{{ triple }}}",
    "{{ unclosed",
    "}} closed }}",
    "{{",
    "{% if x %}",
    "{% endif %}",
    "{% nosuch %}",
    "{% raw %}",
    "{% endraw %}",
    "{% raw %}{{ x }}{% endraw %}",
    "{% endraw %}{{ x }}{% raw %}",
    "{%- x -%}",
    "{% unclosed",
    "{%",
    "{# comment #}",
    "{# unclosed",
    "{{ x | nosuch }}",
    "{{ '灯' }}",
    "${{ secrets.TOKEN }}",
    r"\frac{{a}}{{b}}",
    "{{ page.title }}{{ site.posts }}",
    "{% include nosuch.html %}",
    "{% post_url 2000-01-01-nosuch %}",
    "{% asset_img nosuch.png %}",
    "{% codeblock %}x{% endcodeblock %}",
    "<%= x %>",
    "<% x",
    "<!--swig\ufffc0-->",
    "<!-- more -->",
    "<!--more-->",
    "<!--excerpt-->",
    "<escape>x</escape>",
    # Hugo and Zola
    "{{< nosuch >}}",
    "{{% nosuch %}}",
    "{{</* x */>}}",
    "{{< unclosed",
    "{{ youtube(id='x') }}",
    "HAHAHUGOSHORTCODE0s0HBHB",
    "HUGOMORE42",
    # Pelican
    "{filename}/x.md",
    "|filename|/x.md",
    "{static}/x {tag}x {author}x {index}",
    "[TOC]",
    # MDX and Astro
    "{x} {1 + 1} { unclosed",
    "import x from 'y'",
    "export const x = 1;",
    "<Component client:load />",
    # Front matter and Markdown
    "---",
    "---\ntitle: another\n---",
    "+++\ntitle = 'another'\n+++",
    "# no heading",
    "no heading\n===",
    "* no\n* list",
    "1. no list",
    "> no quote",
    "    no code",
    "```\nno fence\n```",
    "~~~\nno fence\n~~~",
    "``` js no title\nx\n```",
    "*a* _b_ **c** __d__ ~~e~~ `f` ==g== ^h^ ~i~",
    "| a | b |\n|---|---|\n| c | d |",
    "[a](b) ![c](d) [e]: f [^1] [^1]: note",
    "[e]: https://news.example/",
    "*[HTML]: abbreviation",
    "{: .class} {#id} {:toc}",
    "$x_1$ $$\\int_0^1$$ \\(a\\) \\[b\\]",
    "\\ \\\\ \\* \\n \\{ \\u0041",
    "\"quotes\" 'single' it's -- --- ... (c) 1/2 <<x>> ->",
    "https://news.example/a_b_c www.news.example me@news.example @me #tag :smile: ++",
    "&amp; &lt; &#123; &copy; & &copy &nosuch;",
    "<script>alert(1)</script>",
    "</main></div></body>",
    "<![CDATA[ x ]]>",
    "<?php echo 1 ?>",
    "<!DOCTYPE html>",
    "a  two blanks  \nand a line",
    # Characters
    "😀 👩\u200d🚀 🇪🇺 ✌🏽",
    "\u202bשלום עולם\u202c مرحبا بالعالم",
    "金融元宇宙 日本語 한국어",
    "\u00a0no\u00a0break\u00a0",
    "zero\u200bwidth\u200d\u2060 soft\u00adhyphen",
    "line\u2028separator\u2029",
    "𝒜 𠀀 \U0010fffd",
    "a\u0301 e\u0308 combined",
    "«»‹›„“”‚‘’–—…",
    "tab\there",
]

# Titles on top of those above: what YAML, TOML and Pelican's lines take for something else than text.
TITLES = [
    "123",
    "0777",
    "1e3",
    "0x1F",
    "1_000",
    "12:30:45",
    "3.14",
    ".inf",
    "2022-05-26",
    "2022-05-26T03:38:09Z",
    "no",
    "on",
    "true",
    "null",
    "~",
    "y",
    "a: b",
    "abc:",
    "key: value: more",
    "# not a comment",
    "a #b",
    "@at",
    "`tick`",
    "%percent 100%",
    "* star",
    "*alias",
    "&anchor x",
    "!tag x",
    "| pipe",
    "> fold",
    "- dash",
    "? question",
    "[a, b]",
    "{a: b}",
    '"double"',
    "'single'",
    'It\'s "both"',
    "back\\slash \\n \\u0041 \\",
    "...",
    "=",
    "<<",
    "two\nlines",
    "title\twith tab",
    "control\x00\x07\x1b\x7f\x85\x9f",
    "\ufeffbyte order mark",
    "lone \ud800 surrogate",
    "</title><script>alert(1)</script>",
    "; semicolon, comma",
    "x" * 5000,
    "灯" * 1667,
]

# Names of categories, tags and authors, which become folders, files and keys of maps.
TERMS = [
    *(
        "all",
        "constructor",
        "__proto__",
        "toString",
        "hasOwnProperty",
        "index",
        "index.html",
        "feed.xml",
        "posts",
        "page",
    ),
    *("..", ".", "..a", "../x", "a/b", "/etc/x", "a\\b", ".hidden", "_x", "~a", "con", "%41", "100%", "a?b", "a:b"),
    *(
        "C#",
        "C++",
        ".NET",
        "Node.js",
        "a,b",
        "a;b",
        "AT&T",
        "<b>x</b>",
        "{{ x }}",
        "{% x %}",
        "'q'",
        '"q"',
        "$x$",
        "a b",
    ),
    *(
        "null",
        "2022",
        "1.10",
        "true",
        "A",
        "a",
        "  b  ",
        "!",
        "😀",
        "😀x",
        "日本語",
        "é",
        "e\u0301",
        "x" * 300,
        "灯" * 100,
    ),
]

# Bodies whose layout matters.
BODIES = [
    "<pre>\nfirst line is dropped</pre>",
    "<pre>\n\nsecond stays</pre>",
    "<pre><code class=\"language-py\">def f():\n\n    return {'a': 1}\n\n\n\tx = `y`\n\n</code></pre>",
    "<p>before</p>\n<pre>a\n\n    b\n\n# c\n\n* d *e*\n</pre>\n\n\n    <p>after</p>",
    "<pre>\n\n```js\n{{ x }}\n```\n\n~~~\nfence\n~~~\n</pre>",
    "<pre>a\u3000\n\u00a0\n\u2003\nb \n \t \nc</pre>",
    "<p>a\n\nb\n   \nc</p>",
    "text first\n\nand *more*",
    "    <p>indented</p>\n\n        <p>more</p>",
    '<a href="/x">inline</a> first',
    "<span>a</span>\n\n<b>b</b>",
    "<ul>\n\n  <li>a\n\n  </li>\n\n  <li>b</li>\n\n</ul>",
    "<table>\n<thead>\n<tr><th>a|b</th></tr>\n\n</thead>\n<tbody>\n<tr><td>x\n\ny</td></tr>\n</tbody>\n</table>",
    '<p title="a\n\nb">attribute</p>',
    '<p><a href="/{filename}/x?a=1&amp;b={{y}}|z" title="{% x %} &quot;q&quot; &lt;b&gt;">link</a></p>',
    '<img src="/a.png" alt="{{ x }}\n---\n`y`"><br><hr>',
    '<div markdown="1">*not Markdown*</div>',
    "<blockquote>\n\n> quoted\n\n</blockquote>",
    '<figure><img src="/a.png" alt=""><figcaption>*caption*</figcaption></figure>',
    "<details><summary>s</summary>\n\n*inside*\n\n</details>",
    "<p>a<br>\n<br>\n\nb</p>",
    "<p>" + "long words " * 10_000 + "</p>",
    "<p>" + "灯" * 350_000 + "</p>",
    "<div>" * 200 + "deep" + "</div>" * 200,
    "<p>x</p>\n" * 3000,
    "<p>a comment<!-- {% x %} --> is left out</p><!-- more -->",
    '<h2 id="a">One</h2>\n\n<p>two</p>\n\n<h2>Three</h2>',
    "<p>" + "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in "<>&") + "</p>",
    "<p>control \x01\x08\x0b\x1b\x1f\x7f\x9f characters\r\nand\rbreaks</p>",
]


def posts() -> list[Post]:
    """One post for each of these texts, titles and bodies, so that a lost one is known by its address."""
    bodies = [_body(text) for text in TEXTS] + BODIES
    titles = [*TEXTS, *TITLES]
    count = max(len(bodies), len(titles))
    return [
        a_post(
            title=titles[number % len(titles)],
            body=bodies[number % len(bodies)],
            url=f"https://news.example/{number}",
            tags=("lamps", TEXTS[number % len(TEXTS)]),
            description=titles[number % len(titles)],
        )
        for number in range(count)
    ]


def _body(text: str) -> str:
    shown = escape(text)
    return (
        f"<p>{shown}</p>\n<p>before {shown} after</p>\n\n<pre><code>{shown}\n\n{shown}</code></pre>\n"
        f'<p><a href="https://other.example/{shown}" title="{shown}">{shown}</a> <code>{shown}</code></p>\n'
        f"<ul>\n<li>{shown}</li>\n</ul>"
    )
