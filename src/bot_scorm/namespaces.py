"""The XML namespaces of SCORM 2004 and of what it builds on, the same in all its editions, and of cmi5."""

CP_OTHER = "http://www.imsglobal.org/xsd/imscp_v1p1"
"""IMS Content Packaging since 1.1.3."""
ADLCP_2004 = "http://www.adlnet.org/xsd/adlcp_v1p3"
ADLSEQ = "http://www.adlnet.org/xsd/adlseq_v1p3"
ADLNAV = "http://www.adlnet.org/xsd/adlnav_v1p3"
IMSSS = "http://www.imsglobal.org/xsd/imsss"
"""IMS Simple Sequencing."""
LOM = "http://ltsc.ieee.org/xsd/LOM"
"""IEEE Learning Object Metadata."""
CMI5 = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
"""The course structure of cmi5, first edition."""
EXPORTS = {
    "http://www.blackboard.com/content-packaging/": "Blackboard export",
    "http://desire2learn.com/xsd/d2lcp_v2p0": "Brightspace export",
}
"""What systems write for themselves into a manifest that follows no standard, and what that is then."""
