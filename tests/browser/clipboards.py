"""HTML as other programs put it on the clipboard, cut short but true to their markup."""

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!--
 p.MsoNormal, li.MsoNormal {margin:0cm; font-size:12.0pt; font-family:"Aptos",sans-serif;}
 @list l0:level1 {mso-level-number-format:bullet; mso-level-text:\\F0B7;}
--></style></head>
<body lang=EN-GB style='tab-interval:36.0pt;word-wrap:break-word'><!--StartFragment-->
<h1><span lang=EN-US style='mso-ansi-language:EN-US'>The harbour<o:p></o:p></span></h1>
<p class=MsoNormal>The <b style='mso-bidi-font-weight:normal'>council</b> met
on <i>Monday</i>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if
!supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span
style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'
>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Ferries<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-add-space:auto;
text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if
!supportLists]><span style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span
style='font:7.0pt "Times New Roman"'
>&nbsp;&nbsp; </span></span></span><![endif]>By night<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if
!supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'
>&nbsp;&nbsp; </span></span></span><![endif]>Trams<o:p></o:p></p>
<p class=MsoNormal>Then:<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"
title=""></a><o:p></o:p></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if
!supportLists]><span style='mso-fareast-font-family:Aptos'><span style='mso-list:Ignore'>1.<span
style='font:7.0pt "Times New Roman"'
>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Vote<o:p></o:p></p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'>
 <tr style='mso-yfti-irow:0'><td width=301 colspan=2 style='width:225.4pt'>
  <p class=MsoNormal>Line<o:p></o:p></p><p class=MsoNormal>and stop<o:p></o:p></p></td></tr>
 <tr><td><p class=MsoNormal>7<o:p></o:p></p></td>
 <td><p class=MsoNormal>Mole<o:p></o:p></p></td></tr>
</table>
<!--EndFragment--></body></html>"""

WORD_IS = (
    "<h2>The harbour</h2><p>The <strong>council</strong> met on <em>Monday</em>.</p>"
    "<ul><li><p>Ferries</p><ul><li><p>By night</p></li></ul></li><li><p>Trams</p></li></ul>"
    "<p>Then:</p><ol><li><p>Vote</p></li></ol>"
    "<table><tbody><tr><td>Line<br>and stop</td><td></td></tr>"
    "<tr><td>7</td><td>Mole</td></tr></tbody></table>"
)

DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal;" '
    'id="docs-internal-guid-5b1f0a3c-7fff-91b2-cafe-0a1b2c3d4e5f">'
    '<h2 dir="ltr" style="line-height:1.38;margin-top:18pt;"><span style="font-size:16pt;'
    'font-family:Arial,sans-serif;font-weight:400;">On board</span></h2>'
    '<p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-weight:400;'
    'font-style:normal;vertical-align:baseline;white-space:pre-wrap;">Some </span>'
    '<span style="font-size:11pt;font-weight:700;white-space:pre-wrap;">bold</span>'
    '<span style="font-size:11pt;font-style:italic;white-space:pre-wrap;"> and slanted</span>'
    '<a href="https://example.org/a" style="text-decoration:none;"><span style="font-size:11pt;'
    'color:#1155cc;text-decoration:underline;"> words</span></a></p><br />'
    '<ul style="margin-top:0;margin-bottom:0;"><li dir="ltr" aria-level="1" '
    'style="list-style-type:disc;"><p dir="ltr" role="presentation"><span>One</span></p></li>'
    '<ul><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span>Within</span></p>'
    '</li></ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>Two</span></p>'
    "</li></ul></b>"
)
DOCS_IS = (
    "<h2>On board</h2><p>Some <strong>bold</strong><em> and slanted</em>"
    '<a href="https://example.org/a" rel="noopener"> words</a></p>'
    "<ul><li><p>One</p><ul><li><p>Within</p></li></ul></li><li><p>Two</p></li></ul>"
)

WEB = (
    '<nav><a href="/">Home</a></nav><div class="x"><h1 style="color: red">Title</h1>'
    '<div onclick="x()">Some <span style="font-weight:700">bold</span> words, style=odd</div>'
    '<p><a href="javascript:x()">One</a> <a href="https://example.org/">Two</a></p>'
    "<script>x()</script><p>&nbsp;</p><ul><li>Item</li></ul>"
    '<figure><img src="https://example.org/x.png" onerror="x()"><figcaption>Words</figcaption>'
    "</figure><button>Share</button></div>"
)
WEB_IS = (
    "<h2>Title</h2><p>Some <strong>bold</strong> words, style=odd</p>"
    '<p>One <a href="https://example.org/" rel="noopener">Two</a></p>'
    "<ul><li><p>Item</p></li></ul><p>Words</p>"
)

# Word in a browser: a list for each item.
WORD_ONLINE = (
    '<div class="OutlineElement Ltr SCXW1"><p class="Paragraph SCXW1" style="margin:0"><span '
    'class="TextRun SCXW1" lang="EN-GB" style="font-weight:bold">Bold</span><span '
    'class="EOP SCXW1">&nbsp;</span></p></div>'
    '<div class="ListContainerWrapper SCXW1"><ul class="BulletListStyle1 SCXW1" role="list"><li '
    'data-leveltext="•" data-aria-level="1" role="listitem" class="OutlineElement SCXW1"><p '
    'class="Paragraph SCXW1"><span class="TextRun SCXW1">One</span></p></li></ul></div>'
    '<div class="ListContainerWrapper SCXW1"><ul class="BulletListStyle2 SCXW1" role="list"><li '
    'data-leveltext="o" data-aria-level="2" role="listitem" class="OutlineElement SCXW1"><p '
    'class="Paragraph SCXW1"><span class="TextRun SCXW1">Within</span></p></li></ul></div>'
    '<div class="ListContainerWrapper SCXW1"><ul class="BulletListStyle1 SCXW1" role="list"><li '
    'data-leveltext="•" data-aria-level="1" role="listitem" class="OutlineElement SCXW1"><p '
    'class="Paragraph SCXW1"><span class="TextRun SCXW1">Two</span></p></li></ul></div>'
)
WORD_ONLINE_IS = (
    "<p><strong>Bold</strong></p>"
    "<ul><li><p>One</p><ul><li><p>Within</p></li></ul></li><li><p>Two</p></li></ul>"
)
