"""Interim: the real module is being written."""
from docutils import nodes
from ..domain import press_domain, shown_in_lists
from ..blocks.block import between, bullets, page_language
from ..blocks.header import moment_node
def shown(env, docname):
    d=press_domain(env)
    return tuple((l, tuple((n,*shown_of(env,n)) for n,_ in d.newest(l.limit) )) for l in d.listings.get(docname,()))
def shown_of(env, docname):
    return tuple(shown_in_lists(press_domain(env).releases[docname]))
def listing(entries, form, group, here, language, link):
    out=[]
    for n,r in entries:
        out.append([nodes.paragraph("","",*between(" · ",[link(n,nodes.inline("",r.title)), *( [moment_node(r.date,language)] if r.date else [])]))])
    return [bullets("press-releases",out)] if out else []
