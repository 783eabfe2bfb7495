"""An invented list whose papers hang on signs, scripts and phrases."""

from __future__ import annotations

from dataclasses import replace

from fabricate import library, paper

from papershelf.model import Library, Paper, Tag, Topic, Vocabulary

TAGS = {
    "c-lang": ("C", ()),
    "c-plus-plus": ("C++", ("cpp",)),
    "c-sharp": ("C#", ()),
    "dotnet": (".NET", ()),
    "neural-net": ("Neural net", ("network of kettles",)),
    "pot": ("Pot", ()),
    "pots": ("Pots", ()),
}
PAPERS = (
    paper("fish", "A Kettle of Fish", summary="It reaches the state of the art on vitamin C and Q-learning tasks."),
    paper("teapot", "Another Teapot", summary="The art is in a state; learning comes later, as do vitamins."),
    paper("end", "End-to-End Brewing", summary="All of it."),
    paper("whole", "Whole Brewing", summary="The kettle is trained end-to-end, to be or not to be. Steam follows."),
    paper("ends", "Ends to an End", summary="Be or to not."),
    paper("c", "Static Analysis of C Kettles"),
    paper("cpp", "Static Analysis of C++ Kettles"),
    paper("sharp", "Managed Kettles", summary="Written in C#, it whistles."),
    paper("tagged-cpp", "Templates", tags=("c-plus-plus",)),
    paper("tagged-c", "A Compiler", tags=("c-lang",)),
    paper("tagged-sharp", "Managed Code", tags=("c-sharp",)),
    paper("runtime", "Runtimes", tags=("dotnet",)),
    paper("layers", "Layers", tags=("neural-net",)),
    paper("singular", "One Vessel", tags=("pot",)),
    paper("plural", "Many Vessels", tags=("pots",)),
    paper("star", "Finding Paths with A*", summary="Better than RRT* in a kitchen."),
    paper("means", "Grouping Spoons", summary="It runs k-means in node.js and ranks by R."),
    paper("meant", "What Spoons Mean", summary="A node has no script."),
    paper("growth", "Growth of Steam", summary="It takes $O(n^2)$ steps, where $x^2$ is small."),
    paper("abstract", "Abstract Pots", summary="Lids close.", abstract="Tightly they shut."),
    paper("chinese", "大语言模型综述", summary="语言和模型。用C++编写。"),
    paper("japanese", "ニューラルネットの研究", summary="がんばる"),
    paper("thai", "ร้านกาแฟในเมือง"),
    paper("norse", "Smørrebrød og Øl i Łódź", summary="Straße, đặng and ıslak."),
    paper("greek", "Οδύσσεια και Λόγος"),
    paper("russian", "Ёлка и чайник"),
    paper("arabic", "كِتَابٌ في المكتبة"),
    paper("hebrew", "שָׁלוֹם לקומקום"),
    paper("hindi", "किताब और चाय"),
    paper("korean", "한글 주전자"),
    paper("fire", "Kettles on 🔥", summary="Don’t touch: the kettle’s lid is a co\u00adlander."),
)


def made(papers: tuple[Paper, ...], tags: dict[str, tuple[str, tuple[str, ...]]]) -> Library:
    found = {
        key: Tag(key=key, label=label, description="…", topic="kitchen", aliases=aliases)
        for key, (label, aliases) in tags.items()
    }
    topics = {"kitchen": Topic(key="kitchen", label="Kitchen", description="…")}
    return replace(library(*papers), vocabulary=Vocabulary(topics=topics, tags=found))
